package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.jspecify.annotations.Nullable;

/**
 * A collector that processes a value without suspending, as all collectors do that only call Java
 * lambdas. An emitter on a coroutine thread may call {@link #accept} directly, without a
 * continuation. {@link #accept} may wait like any Java code.
 */
interface DirectCollector extends FlowCollector<Object> {
  /**
   * Processes {@code value}. The calling thread must be one on which a lambda may be called
   * directly, see {@link LambdaAdapters#inBody}.
   */
  void accept(Object value);

  /**
   * Returns whether {@link #emit} suspends where {@link #accept} waits. Operators that are called
   * by {@code emit} then must not call {@code accept}.
   */
  default boolean maySuspend() {
    return false;
  }

  @Override
  default @Nullable Object emit(Object value, Continuation<? super Unit> k) {
    accept(this, value, CoroutineThreads.current(), k);
    return Unit.INSTANCE;
  }

  /**
   * Passes {@code value} from the coroutine of {@code k} to {@code collector}. {@code body} is the
   * coroutine of the current thread.
   */
  static void accept(
      DirectCollector collector,
      Object value,
      @Nullable CoroutineThread body,
      Continuation<? super Unit> k) {
    if (body == null) {
      collector.accept(value);
      return;
    }
    JobFrame enclosing = body.beginCallback(k.getContext());
    try {
      collector.accept(value);
    } finally {
      body.endCallback(enclosing);
    }
  }
}
