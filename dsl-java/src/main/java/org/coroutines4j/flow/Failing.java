package org.coroutines4j.flow;

import java.util.Objects;
import java.util.Optional;
import kotlin.Unit;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.internal.AbortFlowException;
import org.coroutines4j.function.Action;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.runtime.bridge.FlowCalls;

/** Operators on the beginning, the end and the failure of a flow. */
final class Failing {
  private Failing() {}

  static <T> AsyncFlow<T> retry(
      AsyncFlow<T> flow, int times, ThrowingPredicate<? super Throwable> when) {
    Arguments.atLeast(0, times, "times");
    Objects.requireNonNull(when, "when");
    return retryWhen(flow, (failure, attempt) -> attempt < times && when.test(failure));
  }

  static <T> AsyncFlow<T> retryWhen(AsyncFlow<T> flow, AsyncFlow.RetryPredicate when) {
    Objects.requireNonNull(when, "when");
    return Flows.of(
        FlowKt.retryWhen(
            Flows.kotlin(flow),
            (collector, failure, attempt, k) ->
                Lambdas.inBody(k, () -> when.test(failure, attempt))));
  }

  static <T> AsyncFlow<T> recover(
      AsyncFlow<T> flow, ThrowingFunction<? super Throwable, ? extends T> fn) {
    Objects.requireNonNull(fn, "fn");
    return Flows.of(
        FlowCalls.catching(
            Flows.kotlin(flow),
            (collector, failure, k) ->
                collector.emit(Lambdas.inBody(k, () -> Lambdas.nonNull(fn.apply(failure))), k)));
  }

  static <T> AsyncFlow<T> recoverWith(
      AsyncFlow<T> flow, ThrowingFunction<? super Throwable, ? extends AsyncFlow<? extends T>> fn) {
    Objects.requireNonNull(fn, "fn");
    return Flows.of(
        FlowCalls.catching(
            Flows.kotlin(flow),
            (collector, failure, k) -> Combined.flowOf(fn, failure, k).collect(collector, k)));
  }

  static <T> AsyncFlow<T> onStart(AsyncFlow<T> flow, Action action) {
    Objects.requireNonNull(action, "action");
    return Flows.of(
        FlowKt.onStart(
            Flows.kotlin(flow),
            (collector, k) ->
                Lambdas.inBody(
                    k,
                    () -> {
                      action.run();
                      return Unit.INSTANCE;
                    })));
  }

  static <T> AsyncFlow<T> onCompletion(
      AsyncFlow<T> flow, ThrowingConsumer<? super Optional<Throwable>> action) {
    Objects.requireNonNull(action, "action");
    return Flows.of(
        FlowKt.onCompletion(
            Flows.kotlin(flow),
            (collector, failure, k) ->
                Lambdas.inBody(
                    k,
                    () -> {
                      action.accept(Optional.ofNullable(failure).filter(t -> !isEnough(t)));
                      return Unit.INSTANCE;
                    })));
  }

  /** An internal of kotlinx, by which {@code take} and others end the flow above them. */
  private static boolean isEnough(Throwable failure) {
    return failure instanceof AbortFlowException;
  }

  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> onEmpty(AsyncFlow<T> flow, ThrowingConsumer<Emitter<T>> action) {
    Objects.requireNonNull(action, "action");
    return Flows.of(
        FlowKt.onEmpty(
            Flows.kotlin(flow),
            (collector, k) ->
                Generated.emitAll(
                    collector, k.getContext(), out -> action.accept((Emitter<T>) (Object) out))));
  }
}
