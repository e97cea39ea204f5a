package org.coroutines4j.channels;

import java.util.Objects;
import java.util.OptionalInt;
import org.coroutines4j.internal.util.Preconditions;

/**
 * The elements and the waiting callers of a channel or a queue at one moment.
 *
 * @param size the number of elements in the channel or queue
 * @param capacity how many elements it holds before it is full; empty if there is no limit, or if
 *     Kotlin code has created the channel
 * @param waitingProducers the number of callers that wait to send or put an element
 * @param waitingConsumers the number of callers that wait to receive or get an element
 */
public record QueueSnapshot(
    long size, OptionalInt capacity, long waitingProducers, long waitingConsumers) {
  /** Creates a snapshot, for example in a test of a monitor. */
  public QueueSnapshot {
    Preconditions.atLeast(0, size, "size");
    Objects.requireNonNull(capacity, "capacity");
    Preconditions.atLeast(0, waitingProducers, "waitingProducers");
    Preconditions.atLeast(0, waitingConsumers, "waitingConsumers");
  }
}
