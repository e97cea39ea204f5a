package org.coroutines4j.runtime.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * A limit on how many tasks run concurrently. A task holds a permit while it runs its own code. It
 * releases the permit when it ends or has to wait, and acquires one again when it has been woken.
 * Permits are granted in the order in which they were asked for, without barging.
 */
public interface ConcurrencyLimiter {
  /**
   * Returns whether permits can run out. If not, a task may skip to release its permit and to
   * acquire it again.
   */
  default boolean isLimited() {
    return true;
  }

  /**
   * A grant that only wakes a parked thread, and so can neither release nor acquire a permit. It is
   * queued once at most, and holds the link to the waiter after it.
   */
  interface WakingGrant extends Runnable {
    /** Returns the waiter after this one in the queue of a limiter; null if this is the last. */
    @Nullable WakingGrant nextWaiter();

    /** Sets the waiter after this one. Only the queue calls this. */
    void setNextWaiter(@Nullable WakingGrant waiter);
  }

  /**
   * Asks for a permit and returns without waiting for it. Runs {@code granted} once as soon as the
   * permit is available: within this call, or later on the thread that releases a permit.
   */
  void acquire(Runnable granted);

  /**
   * Removes {@code granted} from the queue, so that it does not run. Returns false if it is not
   * queued, because it has been run or is just being run.
   */
  boolean withdraw(Runnable granted);

  /** Releases a permit, which goes to the waiter that asked first. */
  void release();

  /**
   * Pauses the clock of a test until the matching {@link #resumeClock}, because code runs without a
   * permit, for example a blocking call. Does nothing outside virtual time.
   */
  default void pauseClock() {}

  /** Ends one {@link #pauseClock}. */
  default void resumeClock() {}

  /**
   * Returns whether this is the permit of an event loop, which no task should hold for long without
   * a wait.
   */
  default boolean isLoop() {
    return false;
  }

  /**
   * Returns whether a task keeps its permit until it is complete and its completion handlers have
   * been called. Elsewhere it releases the permit first, since a handler might wait.
   */
  default boolean coversCompletion() {
    return isLoop();
  }

  /** Returns how many permits are held now. */
  int inUse();

  /** Returns how many permits there are; 0 if there is no limit. */
  default int permits() {
    return 0;
  }

  /** Returns how many callers wait for a permit of this limiter now. */
  default int waiting() {
    return 0;
  }
}
