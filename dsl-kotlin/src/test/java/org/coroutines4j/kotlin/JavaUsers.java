package org.coroutines4j.kotlin;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import kotlin.Unit;
import kotlin.coroutines.Continuation;

/** Implements an interface of Kotlin that has suspend methods. */
final class JavaUsers implements Users {
  private final Map<Integer, String> names = new ConcurrentHashMap<>(Map.of(1, "Ada"));
  private final Callable<?> before;

  JavaUsers(Callable<?> before) {
    this.before = before;
  }

  @Override
  public Object nameOf(int id, Continuation<? super String> k) {
    return Suspend.implement(
        k,
        () -> {
          before.call();
          return names.get(id);
        });
  }

  @Override
  public Object remove(int id, Continuation<? super Unit> k) {
    return Suspend.implement(
        k,
        () -> {
          before.call();
          names.remove(id);
          return Unit.INSTANCE;
        });
  }
}
