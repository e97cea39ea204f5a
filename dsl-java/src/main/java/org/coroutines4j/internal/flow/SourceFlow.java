package org.coroutines4j.internal.flow;

import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A source that collectors get from {@code generator}, and iterators from {@code pullers}. */
record SourceFlow(Flow<Object> generator, Supplier<Puller> pullers) implements PullableFlow {
  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return generator.collect(collector, k);
  }

  @Override
  public Puller puller(int depth) {
    return pullers.get();
  }
}
