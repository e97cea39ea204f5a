package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * A shield from cancellation for the rest of a piece of code. If the code has entered blocks when
 * the shield is raised, it takes effect when they have ended. Used only by the coroutine's thread.
 */
public final class DeferredShield {
  private final CoroutineThread coroutine;
  private final JobFrame outer;
  private @Nullable JobFrame shield;

  /** Creates a shield for the code that begins now in the innermost frame. */
  public DeferredShield(CoroutineThread coroutine) {
    this.coroutine = coroutine;
    this.outer = coroutine.frame();
  }

  /**
   * Starts to shield the code: immediately, or when the blocks that the code has entered have
   * ended. Must be called at most once.
   */
  public void raise() {
    JobFrame inner = coroutine.frame();
    if (inner == outer) {
      shield = coroutine.pushShield();
      return;
    }
    while (inner.outer != null && inner.outer != outer) {
      inner = inner.outer;
    }
    inner.onPopped(() -> shield = coroutine.pushShield());
  }

  /** Ends the shield, because the code has ended. */
  public void lower() {
    if (shield != null) {
      coroutine.pop(shield, null);
    }
  }
}
