package org.coroutines4j.runtime.coroutine;

/** A channel of the API, as those see it that have received an element and cannot hand it on. */
public interface Undelivering {
  /**
   * Nobody gets {@code element}: tells the handler that the channel has for this, if it has one.
   */
  void undelivered(Object element);
}
