package org.coroutines4j.internal.flow;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingBiPredicate;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.util.Preconditions;
import org.jspecify.annotations.Nullable;

/** Operators that keep a state of their own from one value to the next, for each collection. */
public final class StatefulOperators {
  private static final String STATE = "the state must not be null";

  private StatefulOperators() {}

  public static <T, S, R> AsyncFlow<R> mapStateful(
      AsyncFlow<T> flow,
      Callable<? extends S> initial,
      ThrowingBiFunction<? super S, ? super T, Map.Entry<S, R>> fn,
      @Nullable ThrowingFunction<? super S, ? extends @Nullable R> onEnd) {
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(fn, "fn");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          State<S> state = new State<>(initial);
          AsyncFlow<R> mapped =
              flow.map(
                  value -> {
                    var next = LambdaAdapters.nonNull(fn.apply(state.get(), value));
                    state.value = Objects.requireNonNull(next.getKey(), STATE);
                    return next.getValue();
                  });
          return onEnd == null
              ? mapped
              : mapped.concatWith(lastValue(() -> onEnd.apply(state.get())));
        });
  }

  /** Returns a flow of the result of {@code value}, or of no value if that is null. */
  private static <R> AsyncFlow<R> lastValue(Callable<? extends @Nullable R> value) {
    return AsyncFlow.generate(
        out -> {
          R result = value.call();
          if (result != null) {
            out.emit(result);
          }
        });
  }

  /** A state that is created when it is first read. */
  private static final class State<S> {
    private final Callable<? extends S> initial;
    private @Nullable S value;

    State(Callable<? extends S> initial) {
      this.initial = initial;
    }

    S get() throws Exception {
      S state = value;
      if (state == null) {
        state = Objects.requireNonNull(initial.call(), STATE);
        value = state;
      }
      return state;
    }
  }

  /** Compares each value with the last one that was emitted, as kotlinx does. */
  @SuppressWarnings("unchecked") // the flow emits values of T
  public static <T> AsyncFlow<T> distinctUntilChanged(
      AsyncFlow<T> flow, ThrowingBiPredicate<? super T, ? super T> areEqual) {
    Objects.requireNonNull(areEqual, "areEqual");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          @Nullable Object[] last = {null};
          return DirectOperators.filter(
              flow,
              value -> {
                T before = (T) last[0];
                boolean isNew = before == null || !areEqual.test(before, value);
                if (isNew) {
                  last[0] = value;
                }
                return isNew;
              });
        });
  }

  public static <T> AsyncFlow<T> sampleEvery(AsyncFlow<T> flow, int n) {
    Preconditions.atLeast(1, n, "n");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          int[] seen = {0};
          return DirectOperators.filter(
              flow,
              value -> {
                seen[0] = seen[0] == n - 1 ? 0 : seen[0] + 1;
                return seen[0] == 0;
              });
        });
  }

  public static <T> AsyncFlow<T> intersperse(AsyncFlow<T> flow, T separator) {
    Objects.requireNonNull(separator, "separator");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          boolean[] begun = {false};
          return TransformOperators.<T, T>transform(
              flow,
              (value, out) -> {
                if (begun[0]) {
                  GeneratorFlow.handOn(separator, out);
                }
                begun[0] = true;
                GeneratorFlow.handOn(value, out);
              });
        });
  }
}
