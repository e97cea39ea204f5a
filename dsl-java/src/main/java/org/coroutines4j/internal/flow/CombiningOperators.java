package org.coroutines4j.internal.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingFunction3;
import org.coroutines4j.function.ThrowingFunction4;
import org.coroutines4j.function.ThrowingFunction5;
import org.coroutines4j.function.ThrowingTriConsumer;
import org.coroutines4j.runtime.kotlinx.FlowCalls;

/** Operators that combine several flows. */
public final class CombiningOperators {
  private CombiningOperators() {}

  public static <T> AsyncFlow<T> join(
      FlattenedFlow.Way way, List<? extends AsyncFlow<? extends T>> flows) {
    List<Flow<Object>> parts = new ArrayList<>(flows.size());
    flows.forEach(flow -> parts.add(FlowInterop.kotlin(flow)));
    return FlowInterop.of(new FlattenedFlow(way, parts));
  }

  static Flow<Object> concatAll(List<Flow<Object>> flows) {
    return FlowKt.flattenConcat(FlowKt.asFlow(flows));
  }

  static Flow<Object> mergeAll(List<Flow<Object>> flows) {
    List<Flow<Object>> parts = new ArrayList<>(flows.size());
    flows.forEach(flow -> parts.add(new ChildFlow(flow)));
    return FlowKt.merge(parts);
  }

  public static <R> AsyncFlow<R> flatMapConcat(
      AsyncFlow<?> flow, ThrowingFunction<?, ? extends AsyncFlow<? extends R>> fn) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    @SuppressWarnings("unchecked") // fn gets only what the flow emits
    var f = (ThrowingFunction<Object, ? extends AsyncFlow<?>>) Objects.requireNonNull(fn, "fn");
    return FlowInterop.of(FlatMapFlow.of(upstream, f));
  }

  /** Adapts a lambda that returns flows to the calling convention of kotlinx. */
  static Function2<Object, Continuation<? super Flow<Object>>, Object> toFlow(
      ThrowingFunction<?, ? extends AsyncFlow<?>> fn) {
    Objects.requireNonNull(fn, "fn");
    return (value, k) -> flowOf(fn, value, k);
  }

  /** Calls {@code fn} in the coroutine of {@code k} and returns the resulting flow. */
  @SuppressWarnings("unchecked") // fn gets only what the flow emits
  static Flow<Object> flowOf(
      ThrowingFunction<?, ? extends AsyncFlow<?>> fn, Object value, Continuation<?> k) {
    var f = (ThrowingFunction<Object, AsyncFlow<?>>) fn;
    return FlowInterop.kotlin(
        LambdaAdapters.nonNull(LambdaAdapters.inBody(k, () -> f.apply(value))));
  }

  /**
   * Zips two flows, and reports a foreign cancellation of the second one as a failure.
   *
   * <p>kotlinx cancels the second flow when the first has ended. If other code cancels the second
   * flow earlier, kotlinx takes that for its normal end, and ends the first flow by cancelling the
   * Job that collects it. So the first flow has ended by itself if and only if that Job is still
   * active on its completion; only then is a cancellation of the second flow passed on as it is.
   */
  public static <R> AsyncFlow<R> zip(
      AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    var zipping = LambdaAdapters.entering(LambdaAdapters.biFunction(fn));
    Flow<Object> first = FlowInterop.kotlin(a);
    Flow<Object> second = FlowInterop.kotlin(b);
    return FlowInterop.fresh(
        () -> {
          AtomicBoolean firstEnded = new AtomicBoolean();
          Flow<Object> watched =
              FlowKt.onCompletion(
                  first,
                  (collector, failure, k) -> {
                    firstEnded.set(JobKt.isActive(k.getContext()));
                    return Unit.INSTANCE;
                  });
          ChildFlow part =
              new ChildFlow(
                  second,
                  (thrown, context) ->
                      firstEnded.get() ? thrown : FlowCancellations.OF_PART.of(thrown, context));
          return FlowInterop.concurrent(FlowKt.zip(FlowInterop.entering(watched), part, zipping));
        });
  }

  public static <R> AsyncFlow<R> combine(
      AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    return FlowInterop.concurrent(
        FlowKt.combine(
            new ChildFlow(FlowInterop.kotlin(a)),
            new ChildFlow(FlowInterop.kotlin(b)),
            LambdaAdapters.entering(LambdaAdapters.biFunction(fn))));
  }

  /** Combines the latest values of any number of flows, which {@code fn} gets in an array. */
  static <R> AsyncFlow<R> combineAll(
      List<? extends AsyncFlow<?>> flows, ThrowingFunction<Object[], ?> fn) {
    List<Flow<Object>> parts = new ArrayList<>(flows.size());
    flows.forEach(flow -> parts.add(new ChildFlow(FlowInterop.kotlin(flow))));
    return FlowInterop.concurrent(FlowCalls.combineAll(parts, LambdaAdapters.entering(fn)));
  }

  /** Returns {@code flows}, whose parameters are named a, b, c and so on. */
  private static List<AsyncFlow<?>> flows(AsyncFlow<?>... flows) {
    for (int i = 0; i < flows.length; i++) {
      Objects.requireNonNull(flows[i], String.valueOf((char) ('a' + i)));
    }
    return List.of(flows);
  }

  @SuppressWarnings("unchecked") // fn gets the values of the flows, in their order
  public static <A, B, C, R> AsyncFlow<R> combine(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      ThrowingFunction3<? super A, ? super B, ? super C, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    return combineAll(
        flows(a, b, c), values -> fn.apply((A) values[0], (B) values[1], (C) values[2]));
  }

  @SuppressWarnings("unchecked") // fn gets the values of the flows, in their order
  public static <A, B, C, D, R> AsyncFlow<R> combine(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      AsyncFlow<? extends D> d,
      ThrowingFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    return combineAll(
        flows(a, b, c, d),
        values -> fn.apply((A) values[0], (B) values[1], (C) values[2], (D) values[3]));
  }

  @SuppressWarnings("unchecked") // fn gets the values of the flows, in their order
  public static <A, B, C, D, E, R> AsyncFlow<R> combine(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      AsyncFlow<? extends D> d,
      AsyncFlow<? extends E> e,
      ThrowingFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    return combineAll(
        flows(a, b, c, d, e),
        values ->
            fn.apply((A) values[0], (B) values[1], (C) values[2], (D) values[3], (E) values[4]));
  }

  @SuppressWarnings("unchecked") // fn gets values of the flows
  public static <T, R> AsyncFlow<R> combine(
      List<? extends AsyncFlow<? extends T>> flows,
      ThrowingFunction<? super List<T>, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    return combineAll(flows, values -> fn.apply((List<T>) List.of(values)));
  }

  @SuppressWarnings("unchecked") // fn gets the values of both flows
  public static <A, B, R> AsyncFlow<R> combineTransform(
      AsyncFlow<A> a,
      AsyncFlow<? extends B> b,
      ThrowingTriConsumer<? super A, ? super B, Emitter<R>> fn) {
    Objects.requireNonNull(b, "other");
    Objects.requireNonNull(fn, "fn");
    return CombiningOperators.<Object[]>combineAll(List.of(a, b), values -> values)
        .transform((values, out) -> fn.accept((A) values[0], (B) values[1], out));
  }
}
