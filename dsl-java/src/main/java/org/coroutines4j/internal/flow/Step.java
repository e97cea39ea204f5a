package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * An operator on one value after the other; takes them from whatever thread they are emitted on.
 */
abstract class Step implements DirectCollector {
  private final ThreadCheck here = new ThreadCheck();

  @Override
  public Object emit(Object value, Continuation<? super Unit> k) {
    if (here.hasBody()) {
      accept(value);
    } else {
      Object unused =
          UserFunctions.<@Nullable Object>inBodyOfItsOwn(
              k,
              () -> {
                accept(value);
                return null;
              });
    }
    return Unit.INSTANCE;
  }
}
