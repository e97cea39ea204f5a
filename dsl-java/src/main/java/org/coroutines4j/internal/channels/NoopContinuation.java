package org.coroutines4j.internal.channels;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;

/** A continuation for calls of suspend functions that are known not to suspend. */
final class NoopContinuation implements Continuation<Unit> {
  static final NoopContinuation INSTANCE = new NoopContinuation();

  private NoopContinuation() {}

  @Override
  public CoroutineContext getContext() {
    return EmptyCoroutineContext.INSTANCE;
  }

  @Override
  public void resumeWith(Object result) {
    throw new AssertionError("a suspend function that must not suspend has suspended");
  }
}
