package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.debug.TextEscapes;

/**
 * Thrown by an await of a task that was cancelled. The message names that task, and the reason if
 * there is one. The caller of the await need not be cancelled.
 */
public final class TaskCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** The name of the cancelled task. */
  private final String taskName;

  /**
   * Creates an exception that says that a task was cancelled.
   *
   * @param taskName the name of the cancelled task
   * @param cause the cancellation of that task, whose message is the reason
   */
  public TaskCancelledException(String taskName, CancellationException cause) {
    super(
        message(
            Objects.requireNonNull(taskName, "taskName"), Objects.requireNonNull(cause, "cause")));
    this.taskName = taskName;
    initCause(cause);
  }

  /** Returns the name of the cancelled task. */
  public String taskName() {
    return taskName;
  }

  private static String message(String taskName, CancellationException cause) {
    String cancelled = "task " + TextEscapes.quoted(taskName) + " was cancelled";
    String reason = SafeMessages.messageOf(cause);
    return reason == null || reason.equals(cancelled)
        ? cancelled
        : cancelled + ": " + TextEscapes.inLine(reason);
  }
}
