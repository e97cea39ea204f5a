package org.coroutines4j.channels;

/** What becomes of an element that is sent to a channel whose buffer is full. */
public enum Overflow {
  /** The sender waits. */
  SUSPEND,
  /** The oldest element of the buffer is dropped; the sender never waits. */
  DROP_OLDEST,
  /** The element being sent is dropped; the sender never waits. */
  DROP_LATEST
}
