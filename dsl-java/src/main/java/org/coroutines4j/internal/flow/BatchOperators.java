package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.util.Preconditions;

/** Operators that combine the values for which the collector is too slow. */
public final class BatchOperators {
  private BatchOperators() {}

  public static <T, A> AsyncFlow<A> batch(
      AsyncFlow<T> flow,
      int max,
      ThrowingFunction<? super T, ? extends A> seed,
      ThrowingBiFunction<? super A, ? super T, ? extends A> add) {
    Preconditions.atLeast(1, max, "max");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(add, "add");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  BatchHandOver<T, A> batches = new BatchHandOver<>(max, seed, add);
                  operator.launch(
                      () -> {
                        flow.collect(batches::add);
                        batches.end();
                      });
                  batches.emitAll(out);
                }));
  }

  public static <T> AsyncFlow<T> conflate(
      AsyncFlow<T> flow, ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    Objects.requireNonNull(fn, "fn");
    return BatchOperators.<T, T>batch(flow, Integer.MAX_VALUE, value -> value, fn);
  }
}
