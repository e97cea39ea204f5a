package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.Optional;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.task.RetryProgress;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/** Operators on the start, the end and the failure of a flow. */
public final class FailureOperators {
  private FailureOperators() {}

  public static <T> AsyncFlow<T> retry(
      AsyncFlow<T> flow, int times, ThrowingPredicate<? super Throwable> when) {
    Preconditions.atLeast(0, times, "times");
    Objects.requireNonNull(when, "when");
    return retryWhen(flow, (failure, attempt) -> attempt < times && when.test(failure));
  }

  public static <T> AsyncFlow<T> retryWhen(AsyncFlow<T> flow, AsyncFlow.RetryPredicate when) {
    Objects.requireNonNull(when, "when");
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    return FlowInterop.of(
        (collector, k) ->
            FlowCalls.collectWithRetries(
                FlowCancellations.OF_COLLECTOR,
                FlowCancellations::passes,
                upstream,
                RecordingCollector.of(collector),
                (failure, attempt, deciding) ->
                    LambdaAdapters.inBody(deciding, () -> when.test(failure, attempt)),
                k));
  }

  public static <T> AsyncFlow<T> retry(AsyncFlow<T> flow, RetryPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    return FlowInterop.of(
        (collector, k) -> {
          RetryProgress progress =
              LambdaAdapters.inBody(
                  k, () -> CoroutineThreads.call(body -> new RetryProgress(policy, body)));
          return FlowCalls.collectWithRetries(
              FlowCancellations.OF_COLLECTOR,
              FlowCancellations::passes,
              upstream,
              RecordingCollector.of(collector),
              (failure, attempt, deciding) ->
                  LambdaAdapters.inBody(deciding, () -> isTriedAgain(progress, failure)),
              k);
        });
  }

  private static boolean isTriedAgain(RetryProgress progress, Throwable failure) {
    boolean again = CoroutineThreads.call(body -> progress.waitAfter(body, failure));
    if (!again) {
      progress.suppressOn(failure);
    }
    return again;
  }

  public static <T> AsyncFlow<T> recover(
      AsyncFlow<T> flow, ThrowingFunction<? super Throwable, ? extends T> fn) {
    Objects.requireNonNull(fn, "fn");
    return orElse(
        flow,
        (collector, failure, k) ->
            collector.emit(
                LambdaAdapters.inBody(k, () -> LambdaAdapters.nonNull(fn.apply(failure))), k));
  }

  public static <T> AsyncFlow<T> recoverWith(
      AsyncFlow<T> flow, ThrowingFunction<? super Throwable, ? extends AsyncFlow<? extends T>> fn) {
    Objects.requireNonNull(fn, "fn");
    return orElse(
        flow,
        (collector, failure, k) -> CombiningOperators.flowOf(fn, failure, k).collect(collector, k));
  }

  /** Emits the values that replace a failure. */
  private interface Substitute {
    @Nullable Object emit(
        FlowCollector<? super Object> collector,
        Throwable failure,
        Continuation<? super Unit> continuation);
  }

  private static <T> AsyncFlow<T> orElse(AsyncFlow<T> flow, Substitute substitute) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    return FlowInterop.of(
        (collector, k) ->
            FlowCalls.collectOrHandle(
                FlowCancellations.OF_COLLECTOR,
                FlowCancellations::passes,
                upstream,
                RecordingCollector.of(collector),
                (failure, emitting) -> substitute.emit(collector, failure, emitting),
                k));
  }

  public static <T> AsyncFlow<T> onStart(AsyncFlow<T> flow, ThrowingRunnable action) {
    Objects.requireNonNull(action, "action");
    return FlowInterop.of(
        FlowKt.onStart(
            FlowInterop.kotlin(flow),
            (collector, k) ->
                LambdaAdapters.inBody(
                    k,
                    () -> {
                      action.run();
                      return Unit.INSTANCE;
                    })));
  }

  public static <T> AsyncFlow<T> onCompletion(
      AsyncFlow<T> flow, ThrowingConsumer<? super Optional<Throwable>> action) {
    Objects.requireNonNull(action, "action");
    return FlowInterop.of(
        FlowKt.onCompletion(
            FlowInterop.kotlin(flow),
            (collector, failure, k) ->
                LambdaAdapters.inBody(
                    k,
                    () -> {
                      action.accept(failureOf(failure, k.getContext()));
                      return Unit.INSTANCE;
                    })));
  }

  /**
   * Returns the failure or cancellation that {@code thrown} means in {@code context}; empty if the
   * flow has ended normally or its collector wanted no more values.
   */
  static Optional<Throwable> failureOf(@Nullable Throwable thrown, CoroutineContext context) {
    return Optional.ofNullable(thrown)
        .filter(failure -> !FlowCancellations.isEnough(failure))
        .map(failure -> FlowCancellations.OF_COLLECTOR.of(failure, context));
  }
}
