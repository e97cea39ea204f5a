package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The code of a task, and what it has ended with. A part of {@link TaskCoroutine}, so that a task
 * needs no further object.
 */
abstract sealed class TaskResult extends TaskStart permits TaskCoroutine {
  /**
   * The code, which is a {@link Callable}, until it has run; from then on its value, or null if it
   * has thrown. Null if the task has ended without running the code. So a caller that keeps the
   * task for its value does not keep in memory what the code used. While the task is observed, a
   * {@link TaskRecord} takes the place of both, from the beginning of the code to the end of the
   * task.
   */
  private @Nullable Object workOrValue;

  /** Whether the code returned a value without having seen a cancellation. */
  boolean unaware;

  /** Whether the task was cancelled before its code threw. */
  boolean threwLate;

  /** Written just before the task completes, for code that checks whether it must report it. */
  private volatile @Nullable Throwable failure;

  TaskResult(
      CoroutineThread coroutine,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      @Nullable String threadName,
      boolean active) {
    super(coroutine, elements, parent, threadName, active);
    this.workOrValue = work;
  }

  /** Returns the code, which has not run yet, after the call that observes its start. */
  @SuppressWarnings("unchecked")
  final Callable<? extends @Nullable Object> observedCode(TaskCoroutine self) {
    Callable<? extends @Nullable Object> code =
        (Callable<? extends @Nullable Object>) Objects.requireNonNull(workOrValue);
    TaskRecord record = TaskProbe.recordOf(self);
    if (record == null) {
      return code;
    }
    workOrValue = record;
    return record.around(code);
  }

  /** Sets the value before any thread can see that the task is complete. */
  final void setValue(@Nullable Object value) {
    if (workOrValue instanceof TaskRecord record) {
      record.value = value;
    } else {
      workOrValue = value;
    }
  }

  final void setFailure(Throwable newFailure) {
    failure = newFailure;
  }

  /** Called when the task has ended. Ends its record, if it is observed. */
  final void observeEnd(TaskCoroutine self) {
    TaskRecord record = null;
    if (!hasRun()) {
      workOrValue = null;
      record = TaskProbe.recordOf(self);
    } else if (workOrValue instanceof TaskRecord kept) {
      workOrValue = kept.value; // a concurrent reader gets the same value from either
      record = kept;
    }
    if (record != null) {
      record.end();
    }
  }

  private @Nullable Object plainValue() {
    Object held = workOrValue;
    return held instanceof TaskRecord record ? record.value : held;
  }

  /**
   * Returns whether the code returned its value without having seen that it is cancelled. Then
   * {@link #value} returns that value, though the task has ended cancelled.
   */
  public final boolean returnedUnaware() {
    return unaware;
  }

  /**
   * Returns the value of a task that has ended; null if it has none. A task that {@linkplain
   * #returnedUnaware returned unaware} has one.
   */
  public final @Nullable Object value() {
    return failure == null || unaware ? plainValue() : null;
  }

  /**
   * Returns the failure or cancellation when the task has completed or is about to; null if it
   * ended with a value or has not ended.
   */
  public final @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Returns whether the task has ended with a failure that its code threw after the task had been
   * cancelled.
   */
  public final boolean failedInCleanup() {
    Throwable thrown = failure;
    return threwLate && thrown != null && !(thrown instanceof CancellationException);
  }

  @Override
  public final @Nullable Object getCompleted() {
    Throwable thrown = getCompletionExceptionOrNull();
    if (thrown != null) {
      throw SneakyThrow.sneak(thrown);
    }
    return plainValue();
  }
}
