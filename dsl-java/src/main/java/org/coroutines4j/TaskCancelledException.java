package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.debug.Escapes;

/**
 * Thrown by an await of a task that was cancelled; names the task, and the reason if one was given.
 * It tells about the awaited task, while the awaiting one may well be active.
 */
public final class TaskCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** The name of the cancelled task. */
  private final String taskName;

  /** Tells that the task {@code taskName} was cancelled, because of {@code cause}. */
  public TaskCancelledException(String taskName, CancellationException cause) {
    super(
        message(
            Objects.requireNonNull(taskName, "taskName"), Objects.requireNonNull(cause, "cause")));
    this.taskName = taskName;
    initCause(cause);
  }

  /** The name of the cancelled task. */
  public String taskName() {
    return taskName;
  }

  private static String message(String taskName, CancellationException cause) {
    String cancelled = "task " + Escapes.quoted(taskName) + " was cancelled";
    String reason = SafeMessages.messageOf(cause);
    return reason == null || reason.equals(cancelled)
        ? cancelled
        : cancelled + ": " + Escapes.inLine(reason);
  }
}
