package org.coroutines4j.internal.flow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kotlin.Unit;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.FlowCalls;

/** Operators that add values at the start, at the end or after a failure of a flow. */
@SuppressWarnings("unchecked") // the flow emits values of T
public final class EmittingOperators {
  private EmittingOperators() {}

  public static <T> AsyncFlow<T> onStart(AsyncFlow<T> flow, ThrowingConsumer<Emitter<T>> action) {
    Objects.requireNonNull(action, "action");
    return CombiningOperators.join(
        FlattenedFlow.Way.CONCAT, List.of(AsyncFlow.<T>generate(action), flow));
  }

  public static <T> AsyncFlow<T> onCompletion(
      AsyncFlow<T> flow, ThrowingBiConsumer<? super Optional<Throwable>, Emitter<T>> action) {
    Objects.requireNonNull(action, "action");
    return FlowInterop.of(
        FlowKt.onCompletion(
            FlowInterop.kotlin(flow),
            (collector, thrown, k) ->
                thrown == null
                    ? GeneratorFlow.emitAll(
                        collector,
                        k.getContext(),
                        out -> action.accept(Optional.empty(), (Emitter<T>) (Object) out))
                    : LambdaAdapters.inBody(
                        k,
                        () -> {
                          action.accept(
                              FailureOperators.failureOf(thrown, k.getContext()),
                              new EndedEmitter<>(thrown));
                          return Unit.INSTANCE;
                        })));
  }

  /** The emitter of a flow that {@code thrown} has ended. */
  private record EndedEmitter<T>(Throwable thrown) implements Emitter<T> {
    @Override
    public void emit(T value) {
      throw SneakyThrow.sneak(thrown);
    }

    /** Throws before it collects anything: a flow that emits nothing would hide the end. */
    @Override
    public void emitAll(Iterable<? extends T> values) {
      throw SneakyThrow.sneak(thrown);
    }
  }

  public static <T> AsyncFlow<T> onEmpty(AsyncFlow<T> flow, ThrowingConsumer<Emitter<T>> action) {
    Objects.requireNonNull(action, "action");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          boolean[] empty = {true};
          AsyncFlow<T> values = DirectOperators.onEach(flow, value -> empty[0] = false);
          return values.concatWith(
              AsyncFlow.generate(
                  out -> {
                    if (empty[0]) {
                      action.accept(out);
                    }
                  }));
        });
  }

  public static <T> AsyncFlow<T> retryWhen(
      AsyncFlow<T> flow, AsyncFlow.EmittingRetryPredicate<T> when) {
    Objects.requireNonNull(when, "when");
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    return FlowInterop.of(
        (collector, k) ->
            FlowCalls.collectWithRetries(
                FlowCancellations.OF_COLLECTOR,
                FlowCancellations::passes,
                upstream,
                RecordingCollector.of(collector),
                (failure, attempt, deciding) -> {
                  boolean[] again = {false};
                  Object unused =
                      GeneratorFlow.emitAll(
                          collector,
                          deciding.getContext(),
                          out -> again[0] = when.test(failure, attempt, (Emitter<T>) (Object) out));
                  return again[0];
                },
                k));
  }
}
