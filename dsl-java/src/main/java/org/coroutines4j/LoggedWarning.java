package org.coroutines4j;

import java.time.Instant;
import java.util.Objects;

/**
 * A warning that the library has logged.
 *
 * @param number 1 for the first warning of this JVM
 * @param time when it was logged
 * @param code its code, such as {@code C4J-101}, which has a paragraph on the page
 *     "Troubleshooting"
 * @param task the path of the task or scope that it is about: the names of the enclosing scopes and
 *     tasks and its own, separated by slashes. Empty if it is about no task
 * @param taskId the id of that task or scope, as in {@link Diagnostics#dumpJson()}; 0 if there is
 *     none
 * @param text the text after the code, at most 2,000 characters of it
 */
public record LoggedWarning(
    long number, Instant time, String code, String task, long taskId, String text) {
  /** Creates a warning, for example in a test of a monitor. */
  public LoggedWarning {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1, but was " + number);
    }
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(task, "task");
    if (taskId < 0) {
      throw new IllegalArgumentException("taskId must not be negative, but was " + taskId);
    }
    Objects.requireNonNull(text, "text");
  }
}
