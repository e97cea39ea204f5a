package org.coroutines4j.internal.flow;

import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * A flow that may end before {@code upstream} does.
 *
 * <p>The operators of kotlinx check before each value whether the collector is cancelled, and then
 * lose the value. So their flow, {@code kotlin}, serves only collectors that may suspend.
 */
record TruncatedFlow(Flow<Object> upstream, Supplier<Test> tests, Flow<Object> kotlin)
    implements PullableFlow {
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

    /** Returns the rest of the flow, {@code upstream} being the values that were not tested. */
    Flow<Object> rest(Flow<Object> upstream);
  }

  @Override
  public @Nullable Puller puller(int depth) {
    Puller puller = PullableFlow.pullerOf(upstream, depth);
    return puller == null ? null : new TruncatedPuller(puller, tests.get());
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    if (!(collector instanceof DirectCollector next)) {
      return kotlin.collect(collector, k);
    }
    StopFlowException stop = new StopFlowException();
    Test test = tests.get();
    Step step = step(test, next, stop);
    return FlowCalls.collectUntil(
        stop, upstream, next.maySuspend() ? new Suspending(test, next, step, stop) : step, k);
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

  /** The step before a collector that suspends for a flow that does so, and else waits. */
  private record Suspending(Test test, DirectCollector next, Step direct, StopFlowException stop)
      implements DirectCollector {
    @Override
    public void accept(Object value) {
      direct.accept(value);
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      return switch (LambdaAdapters.inBody(k, () -> test.of(value))) {
        case CONTINUE -> next.emit(value, k);
        case LAST -> last().emit(value, k);
        case STOP -> throw stop;
      };
    }

    /** Returns the step for the last value. It waits, since it throws after that. */
    private Step last() {
      return new Step() {
        @Override
        public void accept(Object value) {
          next.accept(value);
          throw stop;
        }
      };
    }

    @Override
    public boolean maySuspend() {
      return true;
    }
  }

  private static final class TruncatedPuller extends Puller {
    private final Puller upstream;
    private final Test test;
    private boolean sawLast;

    TruncatedPuller(Puller upstream, Test test) {
      this.upstream = upstream;
      this.test = test;
    }

    @Override
    @Nullable Object next(CoroutineThread body) throws Exception {
      Object value = sawLast ? null : upstream.next(body);
      Verdict verdict = value == null ? Verdict.STOP : test.of(value);
      sawLast |= verdict == Verdict.LAST;
      return verdict == Verdict.STOP ? null : value;
    }

    @Override
    Flow<Object> rest() {
      return test.rest(upstream.rest());
    }

    @Override
    boolean ownsValues() {
      return upstream.ownsValues();
    }

    @Override
    boolean giveBack(Object value) {
      return upstream.giveBack(value);
    }
  }
}
