package org.coroutines4j;

import org.coroutines4j.internal.util.Preconditions;

/**
 * The permits of a limited dispatcher at one moment.
 *
 * @param permits how many tasks may run concurrently
 * @param used how many of the permits are held. A task that has a permit, but still waits for one
 *     of the dispatcher that {@link Dispatcher#limitedParallelism} was called on, is counted
 * @param waiting how many tasks and Kotlin coroutines wait for a permit
 */
public record DispatcherSnapshot(int permits, int used, int waiting) {
  /** Creates a snapshot, for example in a test of a monitor. */
  public DispatcherSnapshot {
    Preconditions.atLeastOne(permits, "permits");
    Preconditions.atLeast(0, used, "used");
    Preconditions.atLeast(0, waiting, "waiting");
  }
}
