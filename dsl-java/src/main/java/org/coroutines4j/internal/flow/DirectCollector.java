package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;

/**
 * A collector that takes a value without suspending, as all do that only call lambdas from Java.
 * Whoever emits Java's values to it on the thread of a body may call it as what it is: plain code
 * that may wait.
 */
interface DirectCollector extends FlowCollector<Object> {
  /** Takes {@code value}: on a thread where a lambda can be called just so. */
  void accept(Object value);

  @Override
  default Object emit(Object value, Continuation<? super Unit> k) {
    accept(value);
    return Unit.INSTANCE;
  }
}
