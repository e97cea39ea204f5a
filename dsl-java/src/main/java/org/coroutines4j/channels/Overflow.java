package org.coroutines4j.channels;

/** What happens to an element that is sent while the buffer is full. */
public enum Overflow {
  /** The sender waits until there is room. */
  SUSPEND,
  /** The oldest element in the buffer is dropped. The sender does not wait. */
  DROP_OLDEST,
  /** The element that is sent is dropped. The sender does not wait. */
  DROP_LATEST
}
