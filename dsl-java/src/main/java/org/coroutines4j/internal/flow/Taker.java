package org.coroutines4j.internal.flow;

/**
 * A collector that may hold a value for a while before code of the user's sees it. If it is
 * cancelled meanwhile, a source that owns the value can have it back.
 */
interface Taker {
  /**
   * Runs {@code undelivered}, now or when the collector has ended, if it still held {@code value},
   * this very object, and gives it to nobody any more.
   */
  void giveBack(Object value, Runnable undelivered);
}
