package org.coroutines4j.runtime.dispatch;

/**
 * A limit on how many bodies run at once. A body holds a turn while it runs its own code; it leaves
 * when it ends or has to wait, and enters again when it has been woken. Turns are handed on in the
 * order of entering, and nobody barges in.
 */
public interface ConcurrencyLimiter {
  /** Runs {@code granted} once, now or later on another thread, when the turn has been given. */
  void acquire(Runnable granted);

  /**
   * Takes {@code granted} out of the queue, where it is not run then. False if it does not wait: it
   * has been run, or is just being run.
   */
  boolean withdraw(Runnable granted);

  /** Gives the turn back: the one that has waited longest gets it. */
  void release();

  /**
   * Something goes on without a turn, such as a blocking call, while which the time of a test
   * stands still until {@link #resumeClock}.
   */
  default void pauseClock() {}

  /** What {@link #pauseClock} told of is over. */
  default void resumeClock() {}

  /** Whether these are the turns of an event loop, on which nobody should be for long. */
  default boolean isLoop() {
    return false;
  }

  /**
   * Whether a task keeps its turn until it is complete, and handlers have been told. Elsewhere it
   * gives that back before, since a handler might wait.
   */
  default boolean coversCompletion() {
    return isLoop();
  }

  /** How many turns are held now. */
  int inUse();
}
