package org.coroutines4j;

import java.time.Duration;

/** A scope that lives until it is closed; see {@link TaskScope#open}. */
public interface ServiceScope extends TaskScope, AutoCloseable {
  /** Ends the scope with a grace time of ten seconds; see {@link #close(Duration)}. */
  @Override
  void close();

  /**
   * Cancels all tasks and waits for them, at most {@code grace}; those that have not ended by then
   * are named in the log and left to themselves. What {@link #use} was given is closed once all
   * have ended. Not a cancellation point: an interrupt is kept for later. A second call does
   * nothing.
   *
   * <p>Called by the handler of a failure in this scope, it does not wait for the task that has
   * failed, which would wait for the handler: it cancels all tasks and returns at once, and what is
   * in use is closed later.
   *
   * @throws IllegalArgumentException if {@code grace} is negative
   * @throws IllegalStateException if a task of this scope closes it, which would wait for itself,
   *     or on a thread where it must not wait
   */
  void close(Duration grace);

  /** This scope, with {@code handler} in place of the log for failures that nobody takes. */
  ServiceScope onFailure(FailureHandler handler);
}
