package org.coroutines4j.internal.failure;

import org.coroutines4j.runtime.debug.Debug;

/**
 * Marks, in debug mode, the place at which a failure of another task was first rethrown. It is
 * suppressed on that failure, and its stack trace is the place.
 */
public final class AwaitedHere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private AwaitedHere() {
    super("awaited here", null, false, true);
  }

  /**
   * Returns {@code failure}, which the caller then throws. In debug mode, adds the place of the
   * caller to it, unless it has one.
   */
  public static Throwable addTo(Throwable failure) {
    if (Debug.isOn()) {
      synchronized (failure) { // several awaits may rethrow it concurrently: add one place only
        for (Throwable suppressed : failure.getSuppressed()) {
          if (suppressed instanceof AwaitedHere) {
            return failure;
          }
        }
        failure.addSuppressed(new AwaitedHere());
      }
    }
    return failure;
  }
}
