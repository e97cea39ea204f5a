package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import org.coroutines4j.internal.task.KotlinTask;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Test;

/**
 * Guards that many tasks made of one Kotlin coroutine leave one completion handler at it, and that
 * each listener is told once of its end.
 */
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
      new KotlinTask<>(deferred, "kotlin").onEndWeakly(listener);
    }
    assertThat(handlers).hasValue(1);

    kotlin.complete(1);

    assertThat(told).hasValue(100);
    new KotlinTask<>(deferred, "kotlin").onEndWeakly(listener);
    assertThat(told).hasValue(101);
  }

  /** Two first waits and the end, all at the same time. */
  @Test
  void listenersThatComeWhileItEnds_areToldOnce() {
    Rounds rounds = Rounds.atLeast(300);
    taskScope()
        .run(
            scope -> {
              for (int i = rounds.take(); i >= 0; i = rounds.take()) {
                CompletableDeferred<Integer> ending =
                    CompletableDeferredKt.CompletableDeferred(null);
                AtomicInteger first = new AtomicInteger();
                AtomicInteger second = new AtomicInteger();
                Runnable one = first::incrementAndGet;
                Runnable other = second::incrementAndGet;
                int late = i % 200;
                try {
                  Task<?> oneListens = scope.launch(() -> listen(ending, one));
                  Task<?> otherListens = scope.launch(() -> listen(ending, other));
                  Pause.of(late);
                  ending.complete(1);
                  oneListens.await();
                  otherListens.await();
                  assertThat(first).as("round %d", i).hasValue(1);
                  assertThat(second).as("round %d", i).hasValue(1);
                } finally {
                  Reference.reachabilityFence(one);
                  Reference.reachabilityFence(other);
                }
              }
            });
  }

  private static void listen(Deferred<?> deferred, Runnable listener) {
    new KotlinTask<>(deferred, "kotlin").onEndWeakly(listener);
  }
}
