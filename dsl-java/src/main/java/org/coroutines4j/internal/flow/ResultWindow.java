package org.coroutines4j.internal.flow;

import org.jspecify.annotations.Nullable;

/**
 * The results between the workers and the collector of a flow, in the order of the values or in the
 * order in which they come. Its user guards it by a lock.
 */
final class ResultWindow {
  private static final int INITIAL_CAPACITY = 8; // a power of two, as all later ones

  private final boolean ordered;

  /** The result with number {@code n} is at {@code n & (length - 1)}; null if it is missing. */
  private @Nullable Object[] ring = new Object[INITIAL_CAPACITY];

  /** The number of the result that the collector takes next. */
  private long first;

  /** The number that the next result gets, if they are not ordered. */
  private long next;

  ResultWindow(boolean ordered) {
    this.ordered = ordered;
  }

  boolean isOrdered() {
    return ordered;
  }

  /**
   * Puts the result for the value at {@code index}. Returns whether the collector can take it
   * before any result that is put later.
   */
  boolean put(long index, Object result) {
    long number = ordered ? index : next++;
    while (number - first >= ring.length) {
      grow();
    }
    ring[at(number)] = result;
    return !ordered || number == first;
  }

  /** Removes and returns the next result; returns null if it is missing. */
  @Nullable Object poll() {
    int at = at(first);
    Object result = ring[at];
    if (result != null) {
      ring[at] = null;
      first++;
    }
    return result;
  }

  /** Returns the next result; null if it is missing. */
  @Nullable Object peek() {
    return ring[at(first)];
  }

  private int at(long number) {
    return (int) (number & (ring.length - 1));
  }

  private void grow() {
    @Nullable Object[] before = ring;
    ring = new Object[before.length * 2];
    for (long number = first; number < first + before.length; number++) {
      ring[at(number)] = before[(int) (number & (before.length - 1))];
    }
  }
}
