package org.coroutines4j.runtime.coroutine;

/** A channel that accepts back elements which a receiver has received but cannot pass on. */
public interface UndeliveredElementHandler {
  /**
   * Calls the channel's handler of undelivered elements, if it has one, because no receiver gets
   * {@code element}. The handler runs on the current thread.
   */
  void undelivered(Object element);
}
