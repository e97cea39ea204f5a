package org.coroutines4j.internal.failure;

import org.coroutines4j.runtime.debug.Debug;

/** In debug mode, shows where a failure of another task was rethrown first: suppressed on that. */
public final class AwaitedHere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private AwaitedHere() {
    super("awaited here", null, false, true);
  }

  /** Returns {@code failure}, which the caller throws, with the place of the caller. */
  public static Throwable addTo(Throwable failure) {
    if (Debug.isOn()) {
      synchronized (failure) { // once, though several may await it at the same time
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
