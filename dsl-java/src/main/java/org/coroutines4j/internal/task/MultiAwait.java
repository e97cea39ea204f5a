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

/** One wait of one caller for several tasks. It starts lazy ones. */
public final class MultiAwait {
  private final Collection<InternalTask<?>> tasks;
  private final AutoResetEvent changed = new AutoResetEvent();
  private final AtomicInteger pending;

  /** The first task that ended without a value. */
  private final AtomicReference<@Nullable InternalTask<?>> unsuccessful = new AtomicReference<>();

  private volatile boolean anyFailed;

  public MultiAwait(Collection<InternalTask<?>> tasks) {
    this.tasks = new LinkedHashSet<>(tasks);
    this.pending = new AtomicInteger(this.tasks.size());
  }

  /**
   * Waits until all tasks have ended, or one has failed or was cancelled. Returns the first such
   * task, its failure marked as handled, or null if all have a value. A cancellation point.
   */
  public @Nullable InternalTask<?> firstUnsuccessful(CoroutineThread body) {
    return whileWatching(
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

  /**
   * Waits until the condition {@code until} is met or {@code timeout} has elapsed; null means no
   * timeout. Returns the tasks of {@code order} in that order, divided into done and pending, and
   * marks failures of the done ones as handled. A cancellation point, which never cancels the
   * tasks.
   */
  public <K extends Task<?>> WaitResult<K> until(
      CoroutineThread body,
      Collection<? extends K> order,
      WaitUntil until,
      @Nullable Duration timeout) {
    AtomicBoolean expired = new AtomicBoolean();
    return whileWatching(
        body,
        timeout == null ? null : () -> body.schedule(Nanos.of(timeout), () -> expire(expired)),
        () -> {
          while (!isMet(until) && !expired.get()) {
            changed.await(body);
          }
          return result(order);
        });
  }

  /**
   * Runs {@code wait} while {@link #changed} is set at the end of each task, and by the timer if
   * there is one. Counts as a waiter of each task meanwhile.
   */
  private <R extends @Nullable Object> R whileWatching(
      CoroutineThread body, @Nullable Supplier<DisposableHandle> timer, Supplier<R> wait) {
    tasks.forEach(task -> task.refuseToWaitIn(body));
    body.checkpoint();
    List<DisposableHandle> watches = new ArrayList<>(tasks.size() + 1);
    tasks.forEach(InternalTask::addWaiter);
    try {
      for (InternalTask<?> task : tasks) {
        task.start();
        watches.add(task.onEnd(() -> ended(task)));
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

  private void expire(AtomicBoolean expired) {
    expired.set(true);
    changed.set();
  }

  private boolean isMet(WaitUntil until) {
    int remaining = pending.get();
    return switch (until) {
      case FIRST_COMPLETED -> remaining < tasks.size();
      case FIRST_FAILURE -> anyFailed || remaining == 0;
      case ALL_COMPLETED -> remaining == 0;
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
