package org.coroutines4j.callers;

import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** A body that awaits a suspend function. */
final class SuspendCall {
  private SuspendCall() {}

  /** The value of {@code suspendFunction}, which is a function of its continuation to Java. */
  @SuppressWarnings("unchecked")
  static @Nullable Object await(Object suspendFunction) {
    Function1<Continuation<? super @Nullable Object>, @Nullable Object> function =
        (Function1<Continuation<? super @Nullable Object>, @Nullable Object>) suspendFunction;
    return CoroutineThreads.<@Nullable Object>call(body -> body.await(function::invoke));
  }
}
