package org.coroutines4j.internal.flow;

import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a flow, whose values the consumer pulls one at a time on its own thread. One
 * thread at a time may use it.
 */
abstract class Puller {
  /**
   * Returns the next value, or null at the end. Runs in the innermost frame of {@code body}, which
   * the current thread runs, and may wait. Must not be called again after it has returned null or
   * has thrown.
   */
  abstract @Nullable Object next(CoroutineThread body) throws Exception;

  /** Ends the collection before its end. Values that were returned are not affected. */
  void close() {}

  /** Returns whether {@link #giveBack} may accept a value. */
  boolean ownsValues() {
    return false;
  }

  /**
   * Returns {@code value}, the last one, to its source as undelivered. Returns false if the source
   * does not want it, or if code of the user has seen it.
   */
  boolean giveBack(Object value) {
    return false;
  }
}
