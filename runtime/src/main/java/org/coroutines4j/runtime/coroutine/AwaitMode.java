package org.coroutines4j.runtime.coroutine;

/** How a thread waits for the result of a suspend function. */
public enum AwaitMode {
  /** Parks: the result may take long. */
  PARKING,

  /** Spins for a moment before it parks: the result often comes within a microsecond. */
  SPINNING
}
