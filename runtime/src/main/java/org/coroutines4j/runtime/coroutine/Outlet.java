package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Where code hands values to code of somebody else, as a generator does that emits: what the other
 * code throws comes out there, and passes through the blocks of the first as it is. Used by the
 * thread of one body.
 */
public abstract class Outlet {
  /** The one of the code around. */
  @Nullable Outlet outer;

  /** What the other code has thrown, and ended this with. */
  @Nullable Throwable thrown;

  /** The other code has thrown {@code failure}. */
  protected final void passThrough(Throwable failure) {
    thrown = failure;
  }

  /** What the other code has thrown; null if nothing. */
  protected final @Nullable Throwable passing() {
    return thrown;
  }
}
