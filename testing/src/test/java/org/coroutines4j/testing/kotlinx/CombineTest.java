package org.coroutines4j.testing.kotlinx;

import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;

/** The cases of {@code CombineTest} of kotlinx: combine of two flows. */
class CombineTest extends CombineCases {
  @Override
  <A, B, R> AsyncFlow<R> combineLatest(
      AsyncFlow<A> a, AsyncFlow<B> b, ThrowingBiFunction<A, B, R> fn) {
    return a.combine(b, fn);
  }
}
