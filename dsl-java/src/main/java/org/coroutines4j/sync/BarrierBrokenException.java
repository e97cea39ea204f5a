package org.coroutines4j.sync;

/**
 * Thrown to a task that waits at an {@link AsyncBarrier} that is reset or aborted, or that arrives
 * at an aborted one.
 */
public final class BarrierBrokenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BarrierBrokenException(String message) {
    super(message);
  }
}
