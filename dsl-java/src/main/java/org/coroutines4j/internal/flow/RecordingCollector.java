package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.kotlinx.Downstream;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/** Records what a {@link DirectCollector} throws. */
final class RecordingCollector extends Downstream implements DirectCollector, PushbackCollector {
  private final DirectCollector collector;

  private RecordingCollector(DirectCollector collector) {
    this.collector = collector;
  }

  static Downstream of(FlowCollector<? super Object> collector) {
    return collector instanceof DirectCollector direct
        ? new RecordingCollector(direct)
        : FlowCalls.watched(collector);
  }

  @Override
  public void accept(Object value) {
    try {
      collector.accept(value);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    }
  }

  @Override
  public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
    if (collector.maySuspend()) {
      return FlowCalls.emitWatched(value, collector, this, k);
    }
    try {
      return collector.emit(value, k);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    }
  }

  @Override
  public boolean maySuspend() {
    return collector.maySuspend();
  }

  @Override
  public void giveBack(Object value, Runnable undelivered) {
    if (collector instanceof PushbackCollector taker) {
      taker.giveBack(value, undelivered);
    }
  }
}
