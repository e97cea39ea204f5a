package org.coroutines4j.internal.scope;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * A task that processes one item after another. While it processes one, it bears the index of that
 * in its name. When it has ended it forgets the other workers and the items: a caller that keeps
 * the task must not keep those in memory.
 */
final class ItemWorker<A, R extends @Nullable Object> extends TaskImpl<@Nullable Object> {
  private @Nullable ItemWorkers<A, R> workers;
  private final String label;
  private final AutoResetEvent called = new AutoResetEvent();

  /** The item that the worker has taken and not begun to process; of its thread only. */
  private @Nullable Object item;

  /** The context elements to process the item with; of the worker's thread only. */
  private CoroutineContext elements;

  /** The index of the item in progress plus one; 0 if there is none. */
  private volatile long number;

  // Guarded by the ItemWorkers: the state, as told there.
  boolean isComing = true;
  boolean isIdle;
  @Nullable ItemWorker<A, R> nextIdle;

  private ItemWorker(ItemWorkers<A, R> workers, Loop<A, R> loop) {
    super(workers.scope.policy(), workers.scope.node, workers.options, workers.site, loop, false);
    this.workers = workers;
    this.label = workers.scope.name;
    this.elements = workers.options.elements();
    loop.worker = this;
  }

  static <A, R extends @Nullable Object> ItemWorker<A, R> of(ItemWorkers<A, R> workers) {
    return new ItemWorker<>(workers, new Loop<>(workers));
  }

  @Override
  public String name() {
    long inProgress = number;
    return label + "[" + (inProgress == 0 ? "idle" : inProgress - 1) + "]";
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  /** Called before the scope can end, so that another worker can take the place of this one. */
  @Override
  public void cancelled(CancellationException cancellation) {
    ItemWorkers<A, R> others = Objects.requireNonNull(workers);
    if (number != 0 || others.haveItems()) {
      super.cancelled(cancellation); // otherwise no work is lost with this worker
    }
    others.left(this, number - 1, cancellation);
  }

  @Override
  public void ended() {
    workers = null;
  }

  /** Called with the lock of the workers held. */
  void take(Object taken, long index) {
    if (taken instanceof ItemWorkers.ItemInContext other) {
      item = other.item();
      elements = other.elements();
    } else {
      item = taken;
    }
    number = index + 1;
  }

  /** Wakes this idle worker. Called without a lock, since that may run code of a dispatcher. */
  void call() {
    called.set();
  }

  /** The code of a worker. */
  private static final class Loop<A, R extends @Nullable Object>
      implements Callable<@Nullable Object> {
    private final ItemWorkers<A, R> workers;
    private @Nullable ItemWorker<A, R> worker;

    Loop(ItemWorkers<A, R> workers) {
      this.workers = workers;
    }

    @Override
    public @Nullable Object call() throws Exception {
      ItemWorker<A, R> self = Objects.requireNonNull(worker);
      CoroutineThread body = self.coroutine().body();
      Callable<@Nullable Object> part = () -> workers.apply(self.takeItem());
      while (next(self, body)) {
        self.finished(self.coroutine().callPart(self.elements, part), workers);
        body.yieldBetweenParts();
      }
      return null;
    }

    private boolean next(ItemWorker<A, R> self, CoroutineThread body) {
      while (workers.takeNext(self)) {
        if (self.number != 0) {
          return true;
        }
        self.called.await(body);
      }
      return false;
    }
  }

  /** Returns the item, and does not keep it in memory. */
  private A takeItem() {
    Object taken = Objects.requireNonNull(item);
    item = null;
    return UncheckedCasts.value(taken);
  }

  private void finished(@Nullable Object result, ItemWorkers<A, R> workers) {
    long index = number - 1;
    number = 0;
    workers.finished(index, UncheckedCasts.value(result));
  }
}
