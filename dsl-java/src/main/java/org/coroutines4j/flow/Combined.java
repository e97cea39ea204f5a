package org.coroutines4j.flow;

import java.util.List;
import java.util.Objects;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;

/** Operators on several flows. */
final class Combined {
  private Combined() {}

  static <T> AsyncFlow<T> merge(List<? extends AsyncFlow<? extends T>> flows) {
    return Flows.concurrent(FlowKt.merge(flows.stream().map(Flows::kotlin).toList()));
  }

  static <T> AsyncFlow<T> concat(List<? extends AsyncFlow<? extends T>> flows) {
    return Flows.of(
        FlowKt.flattenConcat(FlowKt.asFlow(flows.stream().map(Flows::kotlin).toList())));
  }

  static <R> AsyncFlow<R> flatMapConcat(
      AsyncFlow<?> flow, ThrowingFunction<?, ? extends AsyncFlow<? extends R>> fn) {
    return Flows.of(FlowKt.flattenConcat(FlowKt.map(Flows.kotlin(flow), toFlow(fn))));
  }

  /** A lambda that makes flows, as kotlinx calls it. */
  static Function2<Object, Continuation<? super Flow<Object>>, Object> toFlow(
      ThrowingFunction<?, ? extends AsyncFlow<?>> fn) {
    Objects.requireNonNull(fn, "fn");
    return (value, k) -> flowOf(fn, value, k);
  }

  /** What {@code fn}, in the coroutine of {@code k}, makes of {@code value}. */
  @SuppressWarnings("unchecked") // it is given what the flow emits
  static Flow<Object> flowOf(
      ThrowingFunction<?, ? extends AsyncFlow<?>> fn, Object value, Continuation<?> k) {
    var f = (ThrowingFunction<Object, AsyncFlow<?>>) fn;
    return Flows.kotlin(Lambdas.nonNull(Lambdas.inBody(k, () -> f.apply(value))));
  }

  static <R> AsyncFlow<R> zip(AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    return Flows.concurrent(
        FlowKt.zip(Flows.entered(a), Flows.kotlin(b), Lambdas.entering(Lambdas.biFunction(fn))));
  }

  static <R> AsyncFlow<R> combine(AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    return Flows.concurrent(
        FlowKt.combine(Flows.kotlin(a), Flows.kotlin(b), Lambdas.entering(Lambdas.biFunction(fn))));
  }
}
