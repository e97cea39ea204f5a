package org.coroutines4j.internal.task;

import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.ReadyCondition;
import org.jspecify.annotations.Nullable;

/**
 * An event that releases one waiter and resets itself. Setting it again before it is awaited has no
 * effect. Its waiter must check what it waits for after each wait.
 */
public final class AutoResetEvent implements ReadyCondition {
  /*
   * the waiter                          the setter
   * 1. stores itself in waiter          1. writes isSet
   * 2. reads isSet before it parks      2. wakes the waiter that it finds
   */
  private volatile boolean isSet;

  private volatile @Nullable CoroutineThread waiter;

  /** Sets the event, and releases the waiter if there is one. Called on any thread. */
  public void set() {
    isSet = true;
    CoroutineThread waiting = waiter;
    if (waiting != null) {
      waiting.wake();
    }
  }

  /** Waits until the event is set, and resets it. A cancellation point. */
  public void await(CoroutineThread body) {
    waiter = body;
    try {
      body.awaitDirectly(this);
    } finally {
      waiter = null;
    }
    isSet = false;
  }

  @Override
  public boolean isReady() {
    return isSet;
  }
}
