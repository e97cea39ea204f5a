package org.coroutines4j;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way a task ended, as a {@link TaskObserver} sees it.
 *
 * @param kind whether the task has succeeded, failed, or was cancelled
 * @param ran the time from the start of the task's code to the end of the task, by the clock of the
 *     computer even if the task has virtual time; zero if the code never ran
 * @param failure the exception by which the task has failed; null unless {@code kind} is {@link
 *     Kind#FAILED}
 */
public record TaskEnd(Kind kind, Duration ran, @Nullable Throwable failure) {
  /** The kinds of ends. */
  public enum Kind {
    /** The task has returned its value. */
    SUCCEEDED,
    /** The task has failed, or no thread could be found for it. */
    FAILED,
    /** The task was cancelled. */
    CANCELLED
  }

  /** Creates the description of an end, for example in a test of an observer. */
  public TaskEnd {
    Objects.requireNonNull(kind, "kind");
    if (Objects.requireNonNull(ran, "ran").isNegative()) {
      throw new IllegalArgumentException("ran must not be negative, but was " + ran);
    }
    if ((kind == Kind.FAILED) != (failure != null)) {
      throw new IllegalArgumentException(
          "failure must be given for FAILED and for no other kind, but was "
              + (failure == null ? "null" : failure.getClass().getName())
              + " for "
              + kind);
    }
  }
}
