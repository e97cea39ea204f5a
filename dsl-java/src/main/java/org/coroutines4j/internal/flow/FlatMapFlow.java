package org.coroutines4j.internal.flow;

import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * The values of the flows that {@code fn} returns for the values of {@code upstream}, one flow
 * after the other. {@code kotlin} is the same flow for collectors.
 */
record FlatMapFlow(
    Flow<Object> upstream, ThrowingFunction<Object, ? extends AsyncFlow<?>> fn, Flow<Object> kotlin)
    implements PullableFlow {
  static FlatMapFlow of(
      Flow<Object> upstream, ThrowingFunction<Object, ? extends AsyncFlow<?>> fn) {
    Flow<Flow<Object>> flows = FlowKt.map(upstream, CombiningOperators.toFlow(fn));
    return new FlatMapFlow(upstream, fn, FlowKt.flattenConcat(flows));
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return kotlin.collect(collector, k);
  }

  @Override
  public @Nullable Puller puller(int depth) {
    Puller outer = PullableFlow.pullerOf(upstream, depth);
    return outer == null ? null : new FlatMapPuller(outer, fn, depth);
  }

  private static final class FlatMapPuller extends Puller {
    private final Puller outer;
    private final ThrowingFunction<Object, ? extends AsyncFlow<?>> fn;
    private final int depth;
    private @Nullable Puller inner;

    /** The flow that comes next and must be collected. */
    private @Nullable Flow<Object> notPullable;

    FlatMapPuller(Puller outer, ThrowingFunction<Object, ? extends AsyncFlow<?>> fn, int depth) {
      this.outer = outer;
      this.fn = fn;
      this.depth = depth;
    }

    @Override
    @Nullable Object next(CoroutineThread body) throws Exception {
      while (notPullable == null) {
        Puller begun = inner;
        Object value = begun == null ? null : begun.next(body);
        if (value != null) {
          return value;
        }
        if (begun != null) {
          inner = null;
          body.endStep(); // endlessly many flows may have no values
          body.checkpoint();
        }
        Object key = outer.next(body);
        if (key == null) {
          return null;
        }
        Flow<Object> flow = FlowInterop.kotlin(LambdaAdapters.nonNull(fn.apply(key)));
        inner = PullableFlow.pullerOf(flow, depth);
        notPullable = inner == null ? flow : null;
      }
      throw new NotPullable();
    }

    @Override
    Flow<Object> rest() {
      Flow<Object> later = FlatMapFlow.of(outer.rest(), fn);
      Flow<Object> first = inner != null ? inner.rest() : notPullable;
      return first == null ? later : CombiningOperators.concatAll(List.of(first, later));
    }

    @Override
    boolean ownsValues() {
      return true; // a flow to come may own its values
    }

    @Override
    boolean giveBack(Object value) {
      Puller begun = inner;
      return begun != null && begun.giveBack(value);
    }
  }
}
