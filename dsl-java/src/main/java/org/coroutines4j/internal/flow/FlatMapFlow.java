package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
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

    FlatMapPuller(Puller outer, ThrowingFunction<Object, ? extends AsyncFlow<?>> fn, int depth) {
      this.outer = outer;
      this.fn = fn;
      this.depth = depth;
    }

    @Override
    @Nullable Object next(CoroutineThread body) throws Exception {
      while (true) {
        Puller begun = inner;
        Object value = begun == null ? null : begun.next(body);
        if (value != null) {
          return value;
        }
        if (begun != null) {
          inner = null;
          body.checkpoint();
        }
        Object key = outer.next(body);
        if (key == null) {
          return null;
        }
        inner = begin(FlowInterop.kotlin(LambdaAdapters.nonNull(fn.apply(key))));
      }
    }

    /** Begins to pull {@code flow}, by a helper thread if it is not pullable. */
    private Puller begin(Flow<Object> flow) {
      Puller puller = PullableFlow.pullerOf(flow, depth);
      return puller != null ? puller : new Pulled(PullIterator.withoutReport(flow));
    }

    @Override
    void close() {
      Puller begun = inner;
      try {
        if (begun != null) {
          begun.close();
        }
      } finally {
        outer.close();
      }
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

  /** Pulls from a flow that a helper thread collects. */
  private static final class Pulled extends Puller {
    private final PullIterator<Object> iterator;

    Pulled(PullIterator<Object> iterator) {
      this.iterator = iterator;
    }

    @Override
    @Nullable Object next(CoroutineThread body) {
      return iterator.hasNext() ? iterator.next() : null;
    }

    @Override
    void close() {
      iterator.close();
    }
  }
}
