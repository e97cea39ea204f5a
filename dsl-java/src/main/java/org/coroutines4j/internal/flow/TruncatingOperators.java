package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiPredicate;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.kotlinx.FlowCalls;

/** Operators that may end a flow before its upstream has ended. */
public final class TruncatingOperators {
  private TruncatingOperators() {}

  public static <T> AsyncFlow<T> take(AsyncFlow<T> flow, int n) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    return Preconditions.atLeast(0, n, "n") == 0
        ? Sources.empty()
        : FlowInterop.of(taking(upstream, n));
  }

  private static Flow<Object> taking(Flow<Object> upstream, int n) {
    return new TruncatedFlow(upstream, () -> new Taking(n), FlowKt.take(upstream, n));
  }

  /** Decides by the number of values. */
  private static final class Taking implements TruncatedFlow.Test {
    private int left;

    Taking(int n) {
      this.left = n;
    }

    @Override
    public TruncatedFlow.Verdict of(Object value) {
      return --left > 0 ? TruncatedFlow.Verdict.CONTINUE : TruncatedFlow.Verdict.LAST;
    }

    @Override
    public Flow<Object> rest(Flow<Object> upstream) {
      return taking(upstream, left);
    }
  }

  @SuppressWarnings("unchecked") // lambdas get only what the flow emits
  public static <T> AsyncFlow<T> takeWhile(AsyncFlow<T> flow, ThrowingPredicate<?> p) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    var predicate = (ThrowingPredicate<Object>) Objects.requireNonNull(p, "p");
    return FlowInterop.of(takingWhile(upstream, predicate));
  }

  private static Flow<Object> takingWhile(Flow<Object> upstream, ThrowingPredicate<Object> p) {
    return new TruncatedFlow(
        upstream,
        () -> new TakingWhile(p),
        FlowKt.takeWhile(upstream, LambdaAdapters.predicate(p)));
  }

  /** Decides by a predicate. */
  private record TakingWhile(ThrowingPredicate<Object> p) implements TruncatedFlow.Test {
    @Override
    public TruncatedFlow.Verdict of(Object value) throws Exception {
      return p.test(value) ? TruncatedFlow.Verdict.CONTINUE : TruncatedFlow.Verdict.STOP;
    }

    @Override
    public Flow<Object> rest(Flow<Object> upstream) {
      return takingWhile(upstream, p);
    }
  }

  @SuppressWarnings("unchecked") // lambdas get only what the flow emits
  public static <T> AsyncFlow<T> takeWhileInclusive(AsyncFlow<T> flow, ThrowingPredicate<?> p) {
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    var predicate = (ThrowingPredicate<Object>) Objects.requireNonNull(p, "p");
    return FlowInterop.of(takingThrough(upstream, predicate));
  }

  private static Flow<Object> takingThrough(Flow<Object> upstream, ThrowingPredicate<Object> p) {
    return new TruncatedFlow(
        upstream,
        () -> new TakingThrough(p),
        FlowCalls.takeThrough(upstream, LambdaAdapters.predicate(p)));
  }

  /** Decides by a predicate. The first value that does not satisfy it is the last one. */
  private record TakingThrough(ThrowingPredicate<Object> p) implements TruncatedFlow.Test {
    @Override
    public TruncatedFlow.Verdict of(Object value) throws Exception {
      return p.test(value) ? TruncatedFlow.Verdict.CONTINUE : TruncatedFlow.Verdict.LAST;
    }

    @Override
    public Flow<Object> rest(Flow<Object> upstream) {
      return takingThrough(upstream, p);
    }
  }

  @SuppressWarnings("unchecked") // the flow emits values of T
  public static <T, R> AsyncFlow<R> transformWhile(
      AsyncFlow<T> flow, ThrowingBiPredicate<? super T, Emitter<R>> fn) {
    Objects.requireNonNull(fn, "fn");
    Flow<Object> upstream = FlowInterop.kotlin(flow);
    Flow<Object> transformed =
        (collector, k) -> {
          StopFlowException stop = new StopFlowException();
          FlowCollector<Object> transforming =
              (value, emitting) -> {
                boolean[] goesOn = {false};
                Object result =
                    GeneratorFlow.emitAll(
                        collector,
                        emitting.getContext(),
                        out -> goesOn[0] = fn.test((T) value, (Emitter<R>) (Object) out));
                if (!goesOn[0]) {
                  throw stop;
                }
                return result;
              };
          return FlowCalls.collectUntil(stop, upstream, transforming, k);
        };
    return FlowInterop.of(transformed);
  }
}
