package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A call of a suspend function with an argument, so that one object serves any number of calls. */
@FunctionalInterface
public interface ArgumentCall {
  /**
   * Calls the function with {@code argument} and returns its value, or {@code COROUTINE_SUSPENDED}
   * if {@code continuation} will be resumed with it.
   */
  @Nullable Object invoke(@Nullable Object argument, Continuation<@Nullable Object> continuation)
      throws Throwable;
}
