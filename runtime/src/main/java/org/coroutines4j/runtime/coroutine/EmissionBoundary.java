package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A place where code passes values to downstream code, as a generator does when it emits. An
 * exception of the downstream code is thrown there, and passes unchanged through the blocks of the
 * emitting code. Used only by the thread of one coroutine.
 */
public abstract class EmissionBoundary {
  /** The boundary of the enclosing code. */
  @Nullable EmissionBoundary outer;

  /** The exception of the downstream code, which has ended this boundary; null if there is none. */
  @Nullable Throwable thrown;

  /** Records that the downstream code has thrown {@code failure}. */
  protected final void passThrough(Throwable failure) {
    thrown = failure;
  }

  /** Returns the exception that the downstream code has thrown; null if there is none. */
  protected final @Nullable Throwable passing() {
    return thrown;
  }
}
