package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the lambdas of users to the calling convention of kotlinx. They ignore the continuation,
 * since they may block.
 */
@SuppressWarnings("unchecked") // lambdas get only what the flow emits
final class LambdaAdapters {
  private LambdaAdapters() {}

  static Function2<Object, Continuation<? super Boolean>, Object> predicate(
      ThrowingPredicate<?> predicate) {
    var p = (ThrowingPredicate<Object>) Objects.requireNonNull(predicate, "p");
    return (value, k) -> inBody(k, () -> p.test(value));
  }

  static Function3<Object, Object, Continuation<? super Object>, Object> biFunction(
      ThrowingBiFunction<?, ?, ?> fn) {
    var f = (ThrowingBiFunction<Object, Object, Object>) Objects.requireNonNull(fn, "fn");
    return (a, b, k) -> inBody(k, () -> nonNull(f.apply(a, b)));
  }

  /**
   * Adapts {@code fn} for operators that call it in another coroutine than the one whose step the
   * thread runs. Waits in {@code fn} must end with that coroutine, and with no other.
   */
  static Function3<Object, Object, Continuation<? super Object>, Object> entering(
      Function3<Object, Object, Continuation<? super Object>, Object> fn) {
    return (a, b, k) ->
        CoroutineThreads.runs(k.getContext())
            ? fn.invoke(a, b, k)
            : CoroutineThreads.callUnder(k.getContext(), body -> fn.invoke(a, b, k));
  }

  /** Adapts {@code fn} as {@link #entering(Function3)} does. */
  static Function2<Object[], Continuation<? super Object>, Object> entering(
      ThrowingFunction<Object[], ?> fn) {
    return (values, k) ->
        CoroutineThreads.runs(k.getContext())
            ? inBody(k, () -> nonNull(fn.apply(values)))
            : CoroutineThreads.callUnder(
                k.getContext(), body -> inBody(k, () -> nonNull(fn.apply(values))));
  }

  /**
   * Calls {@code lambda} in the coroutine of {@code k}. A Kotlin coroutine in a scope of this
   * library has no coroutine thread. It gets one for the call, since only a coroutine thread is
   * interrupted by a cancellation, and ends what the lambda leaves open.
   */
  static <R extends @Nullable Object> R inBody(Continuation<?> k, Callable<R> lambda) {
    CoroutineThread body = CoroutineThreads.current();
    if (!mayCall(body)) {
      return inBodyOfItsOwn(k, lambda);
    }
    JobFrame enclosing = body == null ? null : body.beginCallback(k.getContext());
    try {
      return call(lambda);
    } finally {
      if (body != null) {
        body.endCallback(enclosing);
      }
    }
  }

  @SuppressWarnings("NullAway") // NullAway misses that callUnder may return null
  static <R extends @Nullable Object> R inBodyOfItsOwn(Continuation<?> k, Callable<R> lambda) {
    return CoroutineThreads.<R>callUnder(k.getContext(), body -> call(lambda));
  }

  /**
   * Returns whether a lambda may be called directly on this thread, which runs the coroutine {@code
   * body} or none. See {@link #inBody}.
   */
  static boolean mayCall(@Nullable CoroutineThread body) {
    return body != null || DispatchedStep.current() == null;
  }

  /** Calls {@code lambda} directly, and translates what it throws. */
  static <R extends @Nullable Object> R call(Callable<R> lambda) {
    try {
      return lambda.call();
    } catch (Throwable t) {
      throw FlowInterop.thrown(t);
    }
  }

  static <V> V nonNull(@Nullable V value) {
    if (value == null) {
      throw new NullPointerException(
          "the lambda of a flow operator returned null, which no flow may emit; use mapNotNull to"
              + " leave values out");
    }
    return value;
  }
}
