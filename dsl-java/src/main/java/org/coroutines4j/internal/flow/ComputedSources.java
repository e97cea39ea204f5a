package org.coroutines4j.internal.flow;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import kotlinx.coroutines.DelayKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/** Sources that compute their values, or that have none. */
public final class ComputedSources {
  private ComputedSources() {}

  public static AsyncFlow<Integer> range(int from, int to) {
    return from >= to ? AsyncFlow.empty() : FlowInterop.of(new RangeFlow(from, to - 1));
  }

  /**
   * Maps a range that begins at the smallest int, since there may be more numbers than an int can
   * count from 0.
   */
  public static AsyncFlow<Integer> range(int from, int to, int step) {
    if (step == 0) {
      throw new IllegalArgumentException("step must not be 0. Use a negative step to count down");
    }
    long distance = step > 0 ? (long) to - from : (long) from - to;
    long size = (distance + Math.abs((long) step) - 1) / Math.abs((long) step);
    return distance <= 0
        ? AsyncFlow.empty()
        : range(Integer.MIN_VALUE, (int) (Integer.MIN_VALUE + size))
            .map(number -> (int) (from + step * ((long) number - Integer.MIN_VALUE)));
  }

  public static <T> AsyncFlow<T> iterate(T seed, ThrowingFunction<? super T, ? extends T> next) {
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(next, "next");
    @SuppressWarnings("unchecked") // next gets seed and its own results only
    var fn = (ThrowingFunction<Object, ?>) next;
    return Sources.pullable(
        out -> {
          T value = seed;
          while (true) {
            out.emit(value);
            value = LambdaAdapters.nonNull(next.apply(value));
          }
        },
        () -> SourcePullers.iterate(seed, fn));
  }

  public static <S, T> AsyncFlow<T> unfold(
      S seed, ThrowingFunction<? super S, Optional<Map.Entry<T, S>>> next) {
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(next, "next");
    return computed(
        () -> {
          Object[] state = {seed};
          return () -> {
            @SuppressWarnings("unchecked") // next gets seed and its own results only
            var entry = LambdaAdapters.nonNull(next.apply((S) state[0])).orElse(null);
            if (entry == null) {
              return null;
            }
            state[0] = LambdaAdapters.nonNull(entry.getValue());
            return LambdaAdapters.nonNull(entry.getKey());
          };
        });
  }

  public static <T> AsyncFlow<T> repeat(Callable<? extends T> value) {
    Objects.requireNonNull(value, "value");
    return computed(() -> () -> LambdaAdapters.nonNull(value.call()));
  }

  /**
   * Returns a flow of the results of the function that {@code functions} returns for a collection.
   * The first null ends it.
   */
  private static <T> AsyncFlow<T> computed(Supplier<Callable<? extends @Nullable T>> functions) {
    return Sources.pullable(
        out -> {
          Callable<? extends @Nullable T> next = functions.get();
          for (T value = next.call(); value != null; value = next.call()) {
            out.emit(value);
          }
        },
        () -> SourcePullers.computed(functions.get()));
  }

  public static <T> AsyncFlow<T> failed(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return AsyncFlow.generate(
        out -> {
          throw SneakyThrow.sneak(failure);
        });
  }

  public static <T> AsyncFlow<T> never() {
    return AsyncFlow.generate(
        out -> CoroutineThreads.run(body -> body.await(DelayKt::awaitCancellation)));
  }

  public static <T> AsyncFlow<T> emptyAfter(Duration d) {
    Objects.requireNonNull(d, "d");
    return AsyncFlow.generate(out -> AwaitOperations.delay(d));
  }
}
