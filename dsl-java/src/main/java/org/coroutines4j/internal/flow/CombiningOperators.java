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
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;

/** Operators on several flows. */
public final class CombiningOperators {
  private CombiningOperators() {}

  public static <T> AsyncFlow<T> join(
      Joined.Way way, List<? extends AsyncFlow<? extends T>> flows) {
    List<Flow<Object>> parts = new ArrayList<>(flows.size());
    flows.forEach(flow -> parts.add(FlowInterop.kotlin(flow)));
    return FlowInterop.of(new Joined(way, parts));
  }

  static Flow<Object> concatAll(List<Flow<Object>> flows) {
    return FlowKt.flattenConcat(FlowKt.asFlow(flows));
  }

  static Flow<Object> mergeAll(List<Flow<Object>> flows) {
    List<Flow<Object>> parts = new ArrayList<>(flows.size());
    flows.forEach(flow -> parts.add(new Part(flow)));
    return FlowKt.merge(parts);
  }

  public static <R> AsyncFlow<R> flatMapConcat(
      AsyncFlow<?> flow, ThrowingFunction<?, ? extends AsyncFlow<? extends R>> fn) {
    return FlowInterop.of(FlowKt.flattenConcat(FlowKt.map(FlowInterop.kotlin(flow), toFlow(fn))));
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
    return FlowInterop.kotlin(UserFunctions.nonNull(UserFunctions.inBody(k, () -> f.apply(value))));
  }

  /**
   * kotlinx cancels the second flow when the first has ended; if other code does before, kotlinx
   * would take that for the end of the second one. It then ends the first by cancelling the Job
   * that this is collected in: so a first flow whose Job is active has ended by itself.
   */
  public static <R> AsyncFlow<R> zip(
      AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    var zipping = UserFunctions.entering(UserFunctions.biFunction(fn));
    Flow<Object> first = FlowInterop.kotlin(a);
    Flow<Object> second = FlowInterop.kotlin(b);
    return FlowInterop.fresh(
        () -> {
          AtomicBoolean over = new AtomicBoolean();
          Flow<Object> watched =
              FlowKt.onCompletion(
                  first,
                  (collector, failure, k) -> {
                    over.set(JobKt.isActive(k.getContext()));
                    return Unit.INSTANCE;
                  });
          Part part =
              new Part(
                  second,
                  (thrown, context) ->
                      over.get() ? thrown : FlowCancellations.OF_PART.of(thrown, context));
          return FlowInterop.concurrent(FlowKt.zip(FlowInterop.entering(watched), part, zipping));
        });
  }

  public static <R> AsyncFlow<R> combine(
      AsyncFlow<?> a, AsyncFlow<?> b, ThrowingBiFunction<?, ?, ?> fn) {
    return FlowInterop.concurrent(
        FlowKt.combine(
            new Part(FlowInterop.kotlin(a)),
            new Part(FlowInterop.kotlin(b)),
            UserFunctions.entering(UserFunctions.biFunction(fn))));
  }
}
