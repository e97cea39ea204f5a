package org.coroutines4j.internal.flow;

/**
 * A collector that may hold a value for a while before the user's code sees it. If the collector is
 * cancelled in that time, a source that owns the value can have it back.
 */
interface PushbackCollector {
  /**
   * Runs {@code undelivered}, now or when the collector has ended, if the collector still holds
   * {@code value} (the same object) and will not deliver it any more.
   */
  void giveBack(Object value, Runnable undelivered);
}
