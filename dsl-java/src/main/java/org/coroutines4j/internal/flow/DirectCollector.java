package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;

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

  @Override
  default Object emit(Object value, Continuation<? super Unit> k) {
    accept(value);
    return Unit.INSTANCE;
  }
}
