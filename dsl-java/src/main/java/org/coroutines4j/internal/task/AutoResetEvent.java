package org.coroutines4j.internal.task;

import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlinx.coroutines.CancellableContinuation;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * An event that releases one waiter and resets itself. Setting it again before it is awaited has no
 * effect.
 */
public final class AutoResetEvent {
  private static final Object SET = new Object();

  /*
   * state           meaning                              moved on by
   * null            not set, no waiter                   set(), to SET; register(), to a continuation
   * SET             set                                  await(), to null
   * a continuation  that of the waiter, or of a waiter   set(), to SET, which resumes it;
   *                 that was cancelled                   register(), to the one of the next waiter
   */
  private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

  /** Sets the event, and releases the waiter if there is one. Called on any thread. */
  @SuppressWarnings("unchecked")
  public void set() {
    if (state.getAndSet(SET) instanceof CancellableContinuation<?> waiting) {
      ((CancellableContinuation<Object>) waiting).resumeWith(Unit.INSTANCE);
    }
  }

  /** Waits until the event is set, and resets it. A cancellation point. */
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
