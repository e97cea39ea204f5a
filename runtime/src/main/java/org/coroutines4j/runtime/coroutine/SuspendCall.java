package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A call of a suspend function, which gets the continuation as its last argument. */
@FunctionalInterface
public interface SuspendCall extends ArgumentCall {
  /**
   * Calls the function and returns its value, or {@code COROUTINE_SUSPENDED} if {@code
   * continuation} will be resumed with it.
   */
  @Nullable Object invoke(Continuation<@Nullable Object> continuation) throws Throwable;

  @Override
  default @Nullable Object invoke(
      @Nullable Object argument, Continuation<@Nullable Object> continuation) throws Throwable {
    return invoke(continuation);
  }
}
