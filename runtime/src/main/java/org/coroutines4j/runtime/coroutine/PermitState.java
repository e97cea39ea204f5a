package org.coroutines4j.runtime.coroutine;

/** Whether a coroutine holds a permit of its dispatcher. */
public enum PermitState {
  /** The dispatcher has no limit. */
  UNLIMITED,
  /** The coroutine holds a permit: it runs, or is about to. */
  HELD,
  /** The coroutine waits for something, without a permit. */
  RELEASED,
  /** The coroutine could run, and waits for a permit. */
  WAITING,
  /** The coroutine runs blocking code that needs no permit. */
  NOT_NEEDED
}
