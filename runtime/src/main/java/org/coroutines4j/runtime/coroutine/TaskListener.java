package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of one task, and says what its API makes of it. */
public interface TaskListener {
  /** The failure of a body that ended with a cancellation which is not its own. */
  default Throwable failureOf(CancellationException foreign) {
    return foreign;
  }

  /**
   * The cancellation that {@code thrown} by the body means, though the task is active; null if
   * there is none.
   */
  default @Nullable CancellationException cancellationBy(Throwable thrown) {
    return null;
  }

  /** What a dump calls it. */
  default String label() {
    return "part of a task";
  }

  /** Returns whether it is a task that users see, and not a part of one. */
  default boolean isTask() {
    return false;
  }

  /** Returns whether it is cancelled when all ordinary tasks of its scope have ended. */
  default boolean isDaemon() {
    return false;
  }

  /** The task has ended cancelled; its waiters are told next. */
  default void cancelled(CancellationException cancellation) {}

  /** Whether the parent need not hear of a failure: it has been told of the task itself. */
  default boolean keepsFailure() {
    return false;
  }

  /** The task has failed; its waiters are told next. */
  default void failed(Throwable failure) {}

  /**
   * The parent, which is no scope of ours, leaves the failure to the task. Returns whether somebody
   * has been told of it.
   */
  default boolean failedAlone(Throwable failure) {
    return false;
  }

  /** A Kotlin coroutine waits, and will take a failure. */
  default void addWaiter() {}

  /** It waits no more, and has taken a failure only if {@link #failureSeen} was called. */
  default void removeWaiter() {}

  /** A Kotlin coroutine has received the failure. */
  default void failureSeen() {}
}
