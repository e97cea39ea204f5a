package org.coroutines4j.testing.kotlinx;

import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;

/** The cases of {@code CombineTransformTest} of kotlinx: combineTransform of two flows. */
class CombineTransformTest extends CombineCases {
  @Override
  <A, B, R> AsyncFlow<R> combineLatest(
      AsyncFlow<A> a, AsyncFlow<B> b, ThrowingBiFunction<A, B, R> fn) {
    return a.combineTransform(b, (x, y, out) -> out.emit(fn.apply(x, y)));
  }
}
