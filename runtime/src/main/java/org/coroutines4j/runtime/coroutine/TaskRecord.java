package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.NodeIds;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.TaskSpan;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about one task from the beginning of its code to its end, for Flight Recorder and
 * for a {@link TaskProbe}.
 */
public class TaskRecord {
  private final TaskCoroutine task;

  /** Null if Flight Recorder does not record the task. */
  private final @Nullable TaskSpan span;

  /** The value of the task when its code has returned: the record takes its place in the task. */
  @Nullable Object value;

  /** Creates a record of {@code task}, which has not begun, or has ended without having begun. */
  protected TaskRecord(TaskCoroutine task) {
    this.task = task;
    this.span = JfrGate.recordsTasks() ? spanOf(task) : null;
  }

  private static TaskSpan spanOf(TaskCoroutine task) {
    TaskListener listener = task.listener();
    Job parent = task.getParent() != null ? task.getParent() : task.above(); // null at the end
    return new TaskSpan(
        listener.id(),
        parent == null ? 0 : NodeIds.of(parent),
        listener.name(),
        listener.scopeName(),
        listener.isDaemon());
  }

  /** Called on the thread of the task, inside its context elements, before its code. */
  protected void started() {}

  /** Called after the code, on the same thread. Must not throw. */
  protected void returned() {}

  /**
   * Called when the task has ended, before its scope can end. Must not throw.
   *
   * @param failure the failure or cancellation; null if the task has a value
   */
  protected void ended(@Nullable Throwable failure) {}

  /** Returns {@code code} between calls of {@link #started} and {@link #returned}. */
  final Callable<? extends @Nullable Object> around(Callable<? extends @Nullable Object> code) {
    return () -> {
      started();
      try {
        if (span != null) {
          span.begin();
        }
        return code.call();
      } finally {
        returned();
      }
    };
  }

  /** Must be called when the task has ended. */
  final void end() {
    Throwable failure = task.failure();
    if (span != null) {
      if (failure == null) {
        span.end("succeeded", "");
      } else if (failure instanceof CancellationException) {
        span.end("cancelled", "");
      } else {
        span.end("failed", failure.getClass().getName());
      }
    }
    ended(failure);
  }
}
