package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.jspecify.annotations.Nullable;

/**
 * The lambdas of users as kotlinx calls them: with a continuation, which they do not need, since
 * they may block.
 */
@SuppressWarnings("unchecked") // a flow hands its lambdas what it has emitted
final class UserFunctions {
  private UserFunctions() {}

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
   * For operators that call {@code fn} in another coroutine than the one whose step the thread
   * runs: its waits must end with that one, and with no other.
   */
  static Function3<Object, Object, Continuation<? super Object>, Object> entering(
      Function3<Object, Object, Continuation<? super Object>, Object> fn) {
    return (a, b, k) ->
        CoroutineThreads.runs(k.getContext())
            ? fn.invoke(a, b, k)
            : CoroutineThreads.callUnder(k.getContext(), body -> fn.invoke(a, b, k));
  }

  /**
   * Calls {@code lambda} in the coroutine of {@code k}. One of Kotlin in a scope of ours, which no
   * body runs, gets a body for it: only that is interrupted by a cancellation, and ends what the
   * lambda leaves open.
   */
  static <R extends @Nullable Object> R inBody(Continuation<?> k, Callable<R> lambda) {
    return hasBody() ? call(lambda) : inBodyOfItsOwn(k, lambda);
  }

  @SuppressWarnings("NullAway") // takes callUnder's result, which may be null, for one that is not
  static <R extends @Nullable Object> R inBodyOfItsOwn(Continuation<?> k, Callable<R> lambda) {
    return CoroutineThreads.<R>callUnder(k.getContext(), body -> call(lambda));
  }

  /** Whether the lambda can be called just so, see {@link #inBody}. */
  static boolean hasBody() {
    return CoroutineThreads.current() != null || DispatchedStep.current() == null;
  }

  /** Calls {@code lambda}, on a thread that has a body. */
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
