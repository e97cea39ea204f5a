package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import org.junit.jupiter.api.Test;

/** However often a Kotlin coroutine is made a task, a wait with others leaves one handler at it. */
class KotlinTaskListenersTest {
  private final CompletableDeferred<Integer> kotlin =
      CompletableDeferredKt.CompletableDeferred(null);
  private final AtomicInteger handlers = new AtomicInteger();

  /** The same Deferred, counting its handlers. */
  private Deferred<?> counting() {
    return (Deferred<?>)
        Proxy.newProxyInstance(
            Deferred.class.getClassLoader(),
            new Class<?>[] {Deferred.class},
            (proxy, method, args) -> {
              if (method.getName().equals("invokeOnCompletion")) {
                handlers.incrementAndGet();
              }
              try {
                return method.invoke(kotlin, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void manyTasksOfOneDeferred_registerOneHandler_andAllAreTold() {
    Deferred<?> deferred = counting();
    AtomicInteger told = new AtomicInteger();
    Runnable listener = told::incrementAndGet;
    for (int i = 0; i < 100; i++) {
      new KotlinTask<>(deferred, "kotlin").whenOverWeakly(listener);
    }
    assertThat(handlers).hasValue(1);

    kotlin.complete(1);

    assertThat(told).hasValue(100);
    new KotlinTask<>(deferred, "kotlin").whenOverWeakly(listener);
    assertThat(told).hasValue(101);
  }
}
