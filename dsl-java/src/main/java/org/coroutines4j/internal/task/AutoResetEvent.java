package org.coroutines4j.internal.task;

import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlinx.coroutines.CancellableContinuation;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one body that waits for something to change. Setting it twice before it is awaited is once.
 */
public final class AutoResetEvent {
  private static final Object SET = new Object();

  /**
   * Null, {@link #SET}, or the continuation of who waits; one that was cancelled may stay until the
   * next.
   */
  private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

  /** By any thread. */
  @SuppressWarnings("unchecked")
  public void set() {
    if (state.getAndSet(SET) instanceof CancellableContinuation<?> waiting) {
      ((CancellableContinuation<Object>) waiting).resumeWith(Unit.INSTANCE);
    }
  }

  /** Returns when it is set, and clears it. A cancellation point. */
  public void await(CoroutineThread body) {
    body.await(k -> Continuations.suspendUntilResumed(this::register, k));
    state.compareAndSet(SET, null);
  }

  private void register(CancellableContinuation<? super @Nullable Object> waiter) {
    Object seen = state.get();
    while (seen != SET) {
      if (state.compareAndSet(seen, waiter)) {
        return;
      }
      seen = state.get();
    }
    waiter.resumeWith(Unit.INSTANCE);
  }
}
