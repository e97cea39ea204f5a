package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.coroutines4j.runtime.kotlinx.Meaning;
import org.jspecify.annotations.Nullable;

/** A flow that an operator of kotlinx collects in a coroutine of its own. */
record ChildFlow(Flow<Object> flow, Meaning meaning) implements Flow<Object> {
  ChildFlow(Flow<Object> flow) {
    this(flow, FlowCancellations.OF_PART);
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return FlowCalls.collectPart(meaning, flow, collector, k);
  }
}
