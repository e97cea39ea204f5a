package org.coroutines4j.internal.flow;

import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.flow.AsyncFlow;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code upstream}, each of them when it is due. {@code pacers} creates, for each
 * collection, what waits until the next value is due.
 */
record ThrottledFlow(Flow<Object> upstream, Supplier<Runnable> pacers) implements Flow<Object> {
  static <T> AsyncFlow<T> of(AsyncFlow<T> flow, Supplier<Runnable> pacers) {
    return FlowInterop.of(new ThrottledFlow(FlowInterop.kotlin(flow), pacers));
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    Runnable awaitDue = pacers.get();
    return upstream.collect(
        collector instanceof DirectCollector next && !next.maySuspend()
            ? new Throttled(awaitDue, next)
            : (value, emitting) ->
                GeneratorFlow.emitAll(
                    collector,
                    emitting.getContext(),
                    out -> {
                      awaitDue.run();
                      GeneratorFlow.handOn(value, out);
                    }),
        k);
  }

  private static final class Throttled extends Step implements PushbackCollector {
    private final Runnable awaitDue;
    private final DirectCollector next;

    /** The value that waits until it is due. */
    private volatile @Nullable Object held;

    Throttled(Runnable awaitDue, DirectCollector next) {
      this.awaitDue = awaitDue;
      this.next = next;
    }

    @Override
    public void accept(Object value) {
      held = value;
      awaitDue.run();
      held = null;
      next.accept(value);
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (held == value) {
        undelivered.run();
      } else if (next instanceof PushbackCollector taker) {
        taker.giveBack(value, undelivered);
      }
    }
  }
}
