package org.coroutines4j.internal.flow;

import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * A flow that may end before {@code upstream} does. The operators of kotlinx look before each value
 * whether the collector is cancelled, and then lose the value: {@code kotlin} is for collectors
 * that may suspend.
 */
record Shortened(Flow<Object> upstream, Supplier<Test> tests, Flow<Object> kotlin)
    implements Flow<Object> {
  /** What is known of the end when a value comes. */
  enum Verdict {
    GOES_ON,
    LAST,
    TOO_MUCH
  }

  /** Decides, for one collection, after which value the flow ends. */
  interface Test {
    Verdict of(Object value) throws Exception;
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    if (!(collector instanceof DirectCollector next)) {
      return kotlin.collect(collector, k);
    }
    Enough enough = new Enough();
    return FlowCalls.collectUntil(enough, upstream, step(tests.get(), next, enough), k);
  }

  private static Step step(Test test, DirectCollector next, Enough enough) {
    return new Step() {
      @Override
      public void accept(Object value) {
        Verdict verdict;
        try {
          verdict = test.of(value);
        } catch (Throwable t) {
          throw FlowInterop.thrown(t);
        }
        if (verdict != Verdict.TOO_MUCH) {
          next.accept(value);
        }
        if (verdict != Verdict.GOES_ON) {
          throw enough;
        }
      }
    };
  }
}
