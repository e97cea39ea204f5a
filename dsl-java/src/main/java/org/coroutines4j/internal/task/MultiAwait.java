package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.Task;
import org.coroutines4j.WaitResult;
import org.coroutines4j.WaitUntil;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** One wait for several tasks. */
public final class MultiAwait {
  private final Collection<InternalTask<?>> tasks;
  private final AutoResetEvent changed = new AutoResetEvent();
  private final AtomicInteger pending;

  /** The first that was seen to end without a value. */
  private final AtomicReference<@Nullable InternalTask<?>> unsuccessful = new AtomicReference<>();

  private volatile boolean anyFailed;

  public MultiAwait(Collection<InternalTask<?>> tasks) {
    this.tasks = new LinkedHashSet<>(tasks);
    this.pending = new AtomicInteger(this.tasks.size());
  }

  /** Waits for all, or the first that ends without a value, and returns that one. */
  public @Nullable InternalTask<?> firstUnsuccessful(CoroutineThread body) {
    return waiting(
        body,
        null,
        () -> {
          while (pending.get() > 0 && unsuccessful.get() == null) {
            changed.await(body);
          }
          InternalTask<?> first = unsuccessful.get();
          if (first != null) {
            first.markHandled();
          }
          return first;
        });
  }

  public <K extends Task<?>> WaitResult<K> until(
      CoroutineThread body,
      Collection<? extends K> order,
      WaitUntil until,
      @Nullable Duration timeout) {
    AtomicBoolean late = new AtomicBoolean();
    return waiting(
        body,
        timeout == null ? null : () -> body.schedule(Nanos.of(timeout), () -> expire(late)),
        () -> {
          while (!holds(until) && !late.get()) {
            changed.await(body);
          }
          return result(order);
        });
  }

  /** Runs {@code wait} while the ends of the tasks, and a timer, are watched. */
  private <R extends @Nullable Object> R waiting(
      CoroutineThread body, @Nullable Supplier<DisposableHandle> timer, Supplier<R> wait) {
    tasks.forEach(task -> task.refuseToWaitIn(body));
    body.checkpoint();
    List<DisposableHandle> watches = new ArrayList<>(tasks.size() + 1);
    tasks.forEach(InternalTask::addWaiter);
    try {
      for (InternalTask<?> task : tasks) {
        task.start();
        watches.add(task.whenOver(() -> ended(task)));
      }
      if (timer != null) {
        watches.add(timer.get());
      }
      return wait.get();
    } finally {
      watches.forEach(DisposableHandle::dispose);
      tasks.forEach(InternalTask::removeWaiter);
    }
  }

  private void ended(InternalTask<?> task) {
    if (task.isUnsuccessful()) {
      unsuccessful.compareAndSet(null, task);
    }
    if (task.hasFailed()) {
      anyFailed = true;
    }
    pending.decrementAndGet();
    changed.set();
  }

  private void expire(AtomicBoolean late) {
    late.set(true);
    changed.set();
  }

  private boolean holds(WaitUntil until) {
    int left = pending.get();
    return switch (until) {
      case FIRST_COMPLETED -> left < tasks.size();
      case FIRST_FAILURE -> anyFailed || left == 0;
      case ALL_COMPLETED -> left == 0;
    };
  }

  private static <K extends Task<?>> WaitResult<K> result(Collection<? extends K> order) {
    Set<K> done = new LinkedHashSet<>();
    Set<K> pending = new LinkedHashSet<>();
    for (K task : order) {
      if (task.isDone()) {
        InternalTask.of(task).markHandled();
        done.add(task);
      } else {
        pending.add(task);
      }
    }
    return new WaitResult<>(done, pending);
  }
}
