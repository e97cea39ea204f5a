package org.coroutines4j.internal.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** Operators that process one value after the other. */
public final class TransformOperators {
  private TransformOperators() {}

  @SuppressWarnings("unchecked") // the flow emits values of T
  public static <T, R> AsyncFlow<R> transform(
      AsyncFlow<T> flow, ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    Objects.requireNonNull(fn, "fn");
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    Flow<Object> transformed =
        (collector, k) ->
            upstream.collect(
                (value, emitting) ->
                    GeneratorFlow.emitAll(
                        collector,
                        emitting.getContext(),
                        out -> fn.accept((T) value, (Emitter<R>) out)),
                k);
    return FlowInterop.of(transformed);
  }

  public static <T> AsyncFlow<T> drop(AsyncFlow<T> flow, int n) {
    Preconditions.atLeast(0, n, "n");
    return FlowInterop.fresh(
        () -> {
          int[] left = {n};
          return DirectOperators.filter(flow, value -> left[0] == 0 || left[0]-- == 0);
        });
  }

  @SuppressWarnings("unchecked") // lambdas get only what the flow emits
  public static <T> AsyncFlow<T> dropWhile(AsyncFlow<T> flow, ThrowingPredicate<?> p) {
    var predicate = (ThrowingPredicate<Object>) Objects.requireNonNull(p, "p");
    return FlowInterop.fresh(
        () -> {
          boolean[] begun = {false};
          return DirectOperators.filter(
              flow,
              value -> {
                begun[0] = begun[0] || !predicate.test(value);
                return begun[0];
              });
        });
  }

  public static <T> AsyncFlow<T> distinct(AsyncFlow<T> flow) {
    return FlowInterop.fresh(
        () -> {
          Set<Object> seen = new HashSet<>();
          return DirectOperators.filter(flow, seen::add);
        });
  }

  public static <T> AsyncFlow<T> distinctUntilChanged(
      AsyncFlow<T> flow, ThrowingFunction<?, ?> key) {
    @SuppressWarnings("unchecked") // key gets only values of the flow
    var selector = (ThrowingFunction<Object, @Nullable Object>) Objects.requireNonNull(key, "key");
    return FlowInterop.fresh(
        () -> {
          @Nullable Object[] last = {new Object()}; // equals no key
          return DirectOperators.filter(
              flow,
              value -> {
                Object before = last[0];
                last[0] = selector.apply(value);
                return !Objects.equals(before, last[0]);
              });
        });
  }

  public static <T> AsyncFlow<AsyncFlow.Indexed<T>> withIndex(AsyncFlow<T> flow) {
    return FlowInterop.fresh(
        () -> {
          int[] next = {0};
          return flow.map(
              value -> {
                int index = next[0]++;
                if (index < 0) {
                  throw new ArithmeticException("the flow has more values than an int can count");
                }
                return new AsyncFlow.Indexed<>(index, value);
              });
        });
  }

  @SuppressWarnings("unchecked") // lambdas get only what the flow emits
  public static <A> AsyncFlow<A> scan(
      AsyncFlow<?> flow, A initial, ThrowingBiFunction<?, ?, ?> fn) {
    Objects.requireNonNull(initial, "initial");
    var f = (ThrowingBiFunction<Object, Object, Object>) Objects.requireNonNull(fn, "fn");
    return CombiningOperators.join(
        FlattenedFlow.Way.CONCAT,
        List.of(AsyncFlow.of(initial), FlowInterop.<A>fresh(() -> accumulated(flow, initial, f))));
  }

  @SuppressWarnings("unchecked") // lambdas get only what the flow emits
  public static <T> AsyncFlow<T> runningReduce(AsyncFlow<T> flow, ThrowingBiFunction<?, ?, ?> fn) {
    var f = (ThrowingBiFunction<Object, Object, Object>) Objects.requireNonNull(fn, "fn");
    return FlowInterop.fresh(() -> accumulated(flow, null, f));
  }

  /**
   * Returns a flow of the results of {@code fn} for the last result and each value. Without an
   * {@code initial} result, the first value is the first result.
   */
  private static <A> AsyncFlow<A> accumulated(
      AsyncFlow<?> flow, @Nullable Object initial, ThrowingBiFunction<Object, Object, Object> fn) {
    @Nullable Object[] last = {initial};
    ThrowingFunction<Object, Object> accumulating =
        value -> {
          Object before = last[0];
          Object next = before == null ? value : LambdaAdapters.nonNull(fn.apply(before, value));
          last[0] = next;
          return next;
        };
    return DirectOperators.map(flow, accumulating);
  }

  /**
   * Checks for cancellation after each value: a check before it would lose a value that was taken
   * out of a channel.
   */
  public static <T> AsyncFlow<T> cancellable(AsyncFlow<T> flow) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    Flow<Object> kotlin = FlowKt.cancellable(upstream);
    Flow<Object> checking =
        (collector, k) ->
            collector instanceof DirectCollector next
                ? upstream.collect(thenCheck(next), k)
                : kotlin.collect(collector, k);
    return FlowInterop.of(checking);
  }

  private static Step thenCheck(DirectCollector next) {
    return new Step() {
      @Override
      public void accept(Object value) {
        next.accept(value);
        CoroutineThreads.ensureActive();
      }
    };
  }
}
