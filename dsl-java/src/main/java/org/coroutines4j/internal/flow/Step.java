package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain of operators that process one value after the other. Values may be emitted on
 * any thread.
 */
abstract class Step implements DirectCollector {
  private final CoroutineThreadCache threadCheck = new CoroutineThreadCache();

  @Override
  public Object emit(Object value, Continuation<? super Unit> k) {
    CoroutineThread body = threadCheck.current();
    if (LambdaAdapters.mayCall(body)) {
      DirectCollector.accept(this, value, body, k);
    } else {
      Object unused =
          LambdaAdapters.<@Nullable Object>inBodyOfItsOwn(
              k,
              () -> {
                accept(value);
                return null;
              });
    }
    return Unit.INSTANCE;
  }
}
