package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.ranges.IntRange;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** Numbers in a row: a plain loop, if what takes them is Java code in a body. */
final class RangeFlow implements Flow<Object> {
  private final IntRange numbers;
  private final Flow<?> kotlin;

  /** From {@code first} to {@code last}, both included. */
  RangeFlow(int first, int last) {
    numbers = new IntRange(first, last);
    kotlin = FlowKt.asFlow(numbers);
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    if (!(collector instanceof DirectCollector next)
        || CoroutineThreads.current() == null // a step of Kotlin's, whose lambdas need a body
        || !CoroutineThreads.runs(k.getContext())) {
      return kotlin.collect(collector, k);
    }
    for (long i = numbers.getFirst(); i <= numbers.getLast(); i++) { // not past the last int
      next.accept((int) i);
    }
    return Unit.INSTANCE;
  }
}
