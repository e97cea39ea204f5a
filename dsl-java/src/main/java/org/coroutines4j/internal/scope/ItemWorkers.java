package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to items, in tasks of a scope that take one item after another.
 *
 * <p>Before a worker processes an item, it makes another worker come if there is an item for that.
 * So the function may wait for its call with another item, as long as the limit allows both. Items
 * that are processed quickly need few workers.
 */
public abstract class ItemWorkers<A, R extends @Nullable Object> {
  /*
   * A worker is
   *
   * coming    started or called, and has not asked for an item since; at most one worker is
   * busy      processing an item
   * idle      waiting until it is called
   * ended
   *
   * The rule, nextWorker(): if an item waits and no worker is coming, an idle worker is called. If none is idle and
   * the limit allows another worker, that is started.
   *
   * from      to       moved on by
   * -         coming   the rule, whenever an item is added or taken
   * coming    busy     the worker, when it takes an item
   *           idle     the worker, if other workers have taken all items
   * busy      idle     the worker, if no item waits and more may be added
   *           ended    the worker, if no item waits and none will be added
   * idle      coming   the rule
   *           ended    end(), which calls all idle workers
   * any       ended    a failure or a cancellation. If only this worker is cancelled, as by the code for its item, it
   *                    applies the rule once more: another worker takes its place
   *
   * The lock of this object guards all of that. Workers are started and called without the lock.
   */
  final ScopeState scope;
  final TaskOptions options;
  private final CoroutineContext elementsOfScope;
  final @Nullable StackTraceElement site;
  private final int limit;
  private final ThrowingFunction<? super A, ? extends R> fn;

  /** The items that no worker has taken, each perhaps an {@link ItemInContext}. */
  private final Queue<Object> items;

  private long taken;
  private int workers;
  private boolean isOneComing;
  private boolean isComplete;
  private @Nullable ItemWorker<A, R> idle;

  /**
   * Creates workers for tasks of {@code scope}, which take the context of the current thread. No
   * more than {@code limit} run concurrently. {@code items} contains the first items, and belongs
   * to the workers from now on.
   */
  protected ItemWorkers(
      TaskScope scope,
      int limit,
      Queue<Object> items,
      ThrowingFunction<? super A, ? extends R> fn) {
    this.scope = ((TaskScopeImpl) scope).scope;
    TaskOptions ofScope = ((TaskScopeImpl) scope).options();
    this.elementsOfScope = ofScope.elements();
    this.options = ofScope.fromThisThread();
    this.site = TaskImpl.currentSite();
    this.limit = limit;
    this.items = items;
    this.fn = fn;
  }

  // What becomes of an item. Called by the thread of its worker.

  /** Called with the result for the item at {@code index}. */
  protected abstract void finished(long index, R result);

  /** Called if the code for the item at {@code index} has cancelled only its own task. */
  protected abstract void cancelled(long index, CancelledItem item);

  // Items: by the code that has them.

  /** An item that was added on a thread with thread-locals that Micrometer propagates. */
  record ItemInContext(Object item, CoroutineContext elements) {}

  /**
   * Adds an item, and makes a worker come for it. The item is processed with the thread-locals of
   * the current thread that Micrometer propagates.
   */
  protected final void add(A item) {
    CoroutineContext elements = MicrometerSnapshots.addTo(elementsOfScope);
    Object added = elements == elementsOfScope ? item : new ItemInContext(item, elements);
    ItemWorker<A, R> next;
    synchronized (this) {
      items.add(added);
      next = nextWorker();
    }
    begin(next);
  }

  /** Called when all items have been added. */
  protected final void end() {
    ItemWorker<A, R> next;
    List<ItemWorker<A, R>> unneeded = new ArrayList<>();
    synchronized (this) {
      isComplete = true;
      next = nextWorker();
      for (ItemWorker<A, R> worker = idle; worker != null; worker = idle) {
        removeFirstIdle(worker);
        unneeded.add(worker);
      }
    }
    begin(next);
    unneeded.forEach(ItemWorker::call);
  }

  private void removeFirstIdle(ItemWorker<A, R> worker) {
    idle = worker.nextIdle;
    worker.nextIdle = null;
    worker.isIdle = false;
  }

  /** Chooses the worker to come for the next item, if one is needed and there may be another. */
  private @Nullable ItemWorker<A, R> nextWorker() {
    if (isOneComing || items.isEmpty()) {
      return null;
    }
    ItemWorker<A, R> next = idle;
    if (next != null) {
      removeFirstIdle(next);
      next.isComing = true;
    } else if (workers < limit) {
      workers++;
      next = ItemWorker.of(this);
    }
    isOneComing = next != null;
    return next;
  }

  private void begin(@Nullable ItemWorker<A, R> worker) {
    if (worker == null) {
      return;
    }
    if (!worker.isStarted()) {
      scope.start(worker, false, false);
    } else {
      worker.call();
    }
  }

  /** Returns whether there is an item, or may be one later, that no worker has taken. */
  final synchronized boolean haveItems() {
    return !isComplete || !items.isEmpty();
  }

  // Called by the workers.

  /**
   * Gives the next item to {@code worker}, or none if there is none yet: then the worker must wait
   * until it is called. Returns false if there will be no more.
   */
  final boolean takeNext(ItemWorker<A, R> worker) {
    ItemWorker<A, R> next;
    synchronized (this) {
      if (worker.isComing) {
        worker.isComing = false;
        isOneComing = false;
      }
      Object item = items.poll();
      if (item == null) {
        if (!isComplete) {
          worker.isIdle = true;
          worker.nextIdle = idle;
          idle = worker;
        }
        return !isComplete;
      }
      worker.take(item, taken++);
      next = nextWorker();
    }
    begin(next);
    return true;
  }

  final R apply(A item) throws Exception {
    return fn.apply(item);
  }

  /**
   * Called when {@code worker} has ended by {@code cancellation}, with the index of the item in
   * progress or -1.
   */
  final void left(ItemWorker<A, R> worker, long index, CancellationException cancellation) {
    boolean alone = scope.node.isActive(); // otherwise the worker is cancelled with its scope
    ItemWorker<A, R> next;
    synchronized (this) {
      workers--;
      if (worker.isComing) {
        worker.isComing = false;
        isOneComing = false;
      }
      if (worker.isIdle) {
        removeIdle(worker);
      }
      next = alone ? nextWorker() : null;
    }
    if (alone && index >= 0) {
      cancelled(index, new CancelledItem(worker.name(), cancellation));
    }
    try {
      begin(next);
    } catch (CancellationException e) {
      // the scope has been cancelled meanwhile, and all items with it
    }
  }

  private void removeIdle(ItemWorker<A, R> worker) {
    ItemWorker<A, R> before = null;
    for (ItemWorker<A, R> at = idle; at != worker && at != null; at = at.nextIdle) {
      before = at;
    }
    if (before == null) {
      idle = worker.nextIdle;
    } else {
      before.nextIdle = worker.nextIdle;
    }
    worker.nextIdle = null;
    worker.isIdle = false;
  }
}
