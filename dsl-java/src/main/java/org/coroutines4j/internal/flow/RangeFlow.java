package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.ranges.IntRange;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.jspecify.annotations.Nullable;

/** A range of numbers. Runs as a plain loop if the collector is Java code on a coroutine thread. */
final class RangeFlow implements PullableFlow {
  private final IntRange numbers;
  private final Flow<?> kotlin;

  /** Creates the range from {@code first} to {@code last}, both inclusive. */
  RangeFlow(int first, int last) {
    numbers = new IntRange(first, last);
    kotlin = FlowKt.asFlow(numbers);
  }

  @Override
  public Puller puller(int depth) {
    return SourcePullers.range(numbers.getFirst(), numbers.getLast());
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    CoroutineThread body = CoroutineThreads.current();
    if (!(collector instanceof DirectCollector next)
        || body == null // Kotlin code: see LambdaAdapters.inBody
        || !CoroutineThreads.runs(k.getContext())) {
      return kotlin.collect(collector, k);
    }
    JobFrame calledBack = body.beginCallback(k.getContext());
    try {
      for (long i = numbers.getFirst(); i <= numbers.getLast(); i++) { // an int could overflow
        next.accept((int) i);
      }
    } finally {
      body.endCallback(calledBack);
    }
    return Unit.INSTANCE;
  }
}
