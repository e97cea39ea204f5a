package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Keeps what follows in a piece of code from being cancelled: from now on or, if that is inside of
 * blocks that the code has entered, from when they have ended. For the body's thread only.
 */
public final class DeferredShield {
  private final CoroutineThread body;
  private final JobFrame outer;
  private @Nullable JobFrame shield;

  /** For the code that begins here. */
  public DeferredShield(CoroutineThread body) {
    this.body = body;
    this.outer = body.frame();
  }

  /** Begins as soon as it can. Called once at most. */
  public void raise() {
    JobFrame inner = body.frame();
    if (inner == outer) {
      shield = body.pushShield();
      return;
    }
    while (inner.outer != null && inner.outer != outer) {
      inner = inner.outer;
    }
    inner.onPopped(() -> shield = body.pushShield());
  }

  /** The code has ended. */
  public void lower() {
    if (shield != null) {
      body.pop(shield, null);
    }
  }
}
