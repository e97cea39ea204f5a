package org.coroutines4j.sync;

/** A barrier was reset or aborted while somebody waited at it, or has been aborted before. */
public final class BarrierBrokenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BarrierBrokenException(String message) {
    super(message);
  }
}
