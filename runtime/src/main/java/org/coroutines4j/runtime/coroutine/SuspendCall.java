package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A call of a suspend function, to which the continuation is handed as its last argument. */
@FunctionalInterface
public interface SuspendCall {
  /** Returns the value, or {@code COROUTINE_SUSPENDED} if the continuation will get it. */
  @Nullable Object invoke(Continuation<@Nullable Object> continuation) throws Throwable;
}
