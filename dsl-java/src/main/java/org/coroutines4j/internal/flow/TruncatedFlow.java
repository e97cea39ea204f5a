package org.coroutines4j.internal.flow;

import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * A flow that may end before {@code upstream} does.
 *
 * <p>The operators of kotlinx check before each value whether the collector is cancelled, and then
 * lose the value. So their flow, {@code kotlin}, serves only collectors that may suspend.
 */
record TruncatedFlow(Flow<Object> upstream, Supplier<Test> tests, Flow<Object> kotlin)
    implements Flow<Object> {
  /**
   * The decision about a value: CONTINUE passes it on, LAST passes it on and ends the flow, STOP
   * drops it and ends the flow.
   */
  enum Verdict {
    CONTINUE,
    LAST,
    STOP
  }

  /** Decides about the values of one collection. */
  interface Test {
    Verdict of(Object value) throws Exception;
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    if (!(collector instanceof DirectCollector next)) {
      return kotlin.collect(collector, k);
    }
    StopFlowException stop = new StopFlowException();
    return FlowCalls.collectUntil(stop, upstream, step(tests.get(), next, stop), k);
  }

  private static Step step(Test test, DirectCollector next, StopFlowException stop) {
    return new Step() {
      @Override
      public void accept(Object value) {
        Verdict verdict;
        try {
          verdict = test.of(value);
        } catch (Throwable t) {
          throw FlowInterop.thrown(t);
        }
        if (verdict != Verdict.STOP) {
          next.accept(value);
        }
        if (verdict != Verdict.CONTINUE) {
          throw stop;
        }
      }
    };
  }
}
