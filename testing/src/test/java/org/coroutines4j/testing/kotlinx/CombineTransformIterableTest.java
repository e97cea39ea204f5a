package org.coroutines4j.testing.kotlinx;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;

/** The cases of {@code CombineTransformIterableTest} of kotlinx: combineLatest and transform. */
class CombineTransformIterableTest extends CombineCases {
  @Override
  @SuppressWarnings("unchecked") // the values of both flows
  <A, B, R> AsyncFlow<R> combineLatest(
      AsyncFlow<A> a, AsyncFlow<B> b, ThrowingBiFunction<A, B, R> fn) {
    return AsyncFlow.<Object, List<Object>>combineLatest(List.of(a, b), values -> values)
        .transform((values, out) -> out.emit(fn.apply((A) values.get(0), (B) values.get(1))));
  }
}
