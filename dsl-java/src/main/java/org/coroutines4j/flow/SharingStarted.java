package org.coroutines4j.flow;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.coroutines4j.internal.util.Preconditions;

/**
 * Decides when the one collection that {@link AsyncFlow#shareIn(org.coroutines4j.TaskScope,
 * SharingStarted, int) shareIn} and {@link AsyncFlow#stateIn(org.coroutines4j.TaskScope,
 * SharingStarted, Object) stateIn} share among all collectors starts and stops. The policies are
 * those of Kotlin.
 */
public sealed interface SharingStarted {
  /** Starts immediately, and stops with the scope. */
  record Eagerly() implements SharingStarted {}

  /** Starts when the first collector arrives, and stops with the scope. */
  record Lazily() implements SharingStarted {}

  /**
   * Starts when the first collector arrives, stops some time after the last one has left, and
   * starts again with the next one.
   *
   * @param stopTimeout how long to wait for another collector before the collection stops
   * @param replayExpiration how long to keep the replayed values, or the state, after the
   *     collection has stopped. Then they are discarded, and a state is its initial value again
   */
  record WhileSubscribed(Duration stopTimeout, Duration replayExpiration)
      implements SharingStarted {
    /**
     * Creates a policy.
     *
     * @throws IllegalArgumentException if a duration is negative
     */
    public WhileSubscribed {
      Preconditions.notNegative(stopTimeout, "stopTimeout");
      Preconditions.notNegative(replayExpiration, "replayExpiration");
    }
  }

  /** Returns the policy that starts immediately, and stops with the scope. */
  static SharingStarted eagerly() {
    return new Eagerly();
  }

  /** Returns the policy that starts with the first collector, and stops with the scope. */
  static SharingStarted lazily() {
    return new Lazily();
  }

  /**
   * Returns the policy that collects while there are collectors, and for {@code stopTimeout} after
   * the last one has left. It keeps the replayed values, or the state, indefinitely.
   *
   * @throws IllegalArgumentException if {@code stopTimeout} is negative
   */
  static SharingStarted whileSubscribed(Duration stopTimeout) {
    return new WhileSubscribed(
        Objects.requireNonNull(stopTimeout, "stopTimeout"), ChronoUnit.FOREVER.getDuration());
  }
}
