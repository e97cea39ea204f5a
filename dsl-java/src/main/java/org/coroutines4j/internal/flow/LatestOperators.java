package org.coroutines4j.internal.flow;

import java.util.Objects;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;

/** Operators that cancel the work for a value when the next value arrives. */
public final class LatestOperators {
  private LatestOperators() {}

  public static <T, R> AsyncFlow<R> flatMapLatest(
      AsyncFlow<T> flow, ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    Objects.requireNonNull(fn, "fn");
    return latest(
        flow, (value, results) -> LambdaAdapters.nonNull(fn.apply(value)).collect(results::send));
  }

  public static <T, R> AsyncFlow<R> mapLatest(
      AsyncFlow<T> flow, ThrowingFunction<? super T, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    return latest(flow, (value, results) -> results.send(LambdaAdapters.nonNull(fn.apply(value))));
  }

  public static <T, R> AsyncFlow<R> transformLatest(
      AsyncFlow<T> flow, ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    Objects.requireNonNull(fn, "fn");
    return latest(flow, (value, results) -> fn.accept(value, results::send));
  }

  /** Returns a flow of the elements that {@code work} sends for the latest value. */
  private static <T, R> AsyncFlow<R> latest(
      AsyncFlow<T> flow, ThrowingBiConsumer<? super T, Channel<R>> work) {
    return ConcurrentOperators.sending(
        (operator, results) -> collectLatest(operator, flow, value -> work.accept(value, results)));
  }

  public static <T> void collectLatest(AsyncFlow<T> flow, ThrowingConsumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    AsyncFlow<Object> collecting =
        AsyncFlow.generate(
            out -> OperatorScope.run(operator -> collectLatest(operator, flow, action)));
    collecting.collect(none -> {});
  }

  private static <T> void collectLatest(
      OperatorScope operator, AsyncFlow<T> flow, ThrowingConsumer<? super T> action) {
    Latest latest = new Latest(operator);
    flow.collect(value -> latest.begin(() -> action.accept(value)));
  }
}
