package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.awaitFuture;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that no two waits throw the same cancellation object, so that try-with-resources can
 * suppress it.
 */
class FreshCancellationTest {
  private static final Map<String, ThrowingRunnable> WAITS = new TreeMap<>();

  static {
    WAITS.put("delay", () -> delay(ofMinutes(5)));
    WAITS.put("yieldNow", () -> repeat(Async::yieldNow));
    WAITS.put("ensureActive", () -> repeat(Async::ensureActive));
    WAITS.put("await", () -> await(new CompletableFuture<>()));
    WAITS.put("awaitFuture", () -> awaitFuture(new FutureTask<>(() -> 1)));
    WAITS.put("receive", () -> Channel.<Integer>rendezvous().receive());
    WAITS.put("send", () -> Channel.<Integer>rendezvous().send(1));
    WAITS.put("queue", () -> AsyncQueue.fifo().get());
    WAITS.put("select", () -> select().onTimeout(ofMinutes(5), () -> 1).await());
    WAITS.put("semaphore", () -> new AsyncSemaphore(0).acquire());
    WAITS.put("event", () -> new AsyncEvent().await());
    WAITS.put("barrier", () -> new AsyncBarrier(2).await());
    WAITS.put("mutex", FreshCancellationTest::lockTwice);
    WAITS.put("flow", () -> AsyncFlow.ticker(ofMinutes(5)).first());
    WAITS.put("iterator", () -> AsyncFlow.ticker(ofMinutes(5)).iterator().next());
    WAITS.put("blocking", () -> Async.blocking(() -> Thread.sleep(300_000)));
    WAITS.put("blocking with onCancel", FreshCancellationTest::blockUntilHook);
    WAITS.put("withTimeout", () -> withTimeout(ofMinutes(5), () -> delay(ofMinutes(9))));
    WAITS.put("withContext", () -> Async.withContext(Dispatchers.cpu(), () -> delay(ofMinutes(5))));
    WAITS.put("gather", () -> Async.gather(() -> delay(ofMinutes(5)), () -> {}));
    WAITS.put("race", () -> Async.race(() -> forEver(), () -> forEver()));
    WAITS.put("taskScope", () -> Async.taskScope().run(s -> delay(ofMinutes(5))));
    WAITS.put("mapConcurrent", () -> Async.mapConcurrent(List.of(1, 2), i -> forEver()));
  }

  private static void repeat(Runnable check) {
    while (true) {
      check.run();
    }
  }

  private static Object forEver() {
    delay(ofMinutes(5));
    return 1;
  }

  private static void lockTwice() {
    AsyncMutex mutex = new AsyncMutex();
    mutex.withLock(() -> delay(ofMinutes(5)));
  }

  private static void blockUntilHook() {
    CountDownLatch stop = new CountDownLatch(1);
    Async.blocking(
        () -> {
          stop.await();
          throw new IllegalStateException("stopped");
        },
        stop::countDown);
  }

  static Stream<String> waits() {
    return WAITS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("waits")
  void eachWaitOfACancelledTask_throwsItsOwn_withTheFirstAsCause(String wait) {
    List<Throwable> thrown = new ArrayList<>();
    Async.run(
        scope -> {
          CountDownLatch runs = new CountDownLatch(1);
          Task<?> task =
              scope.launch(
                  () -> {
                    runs.countDown();
                    for (int i = 0; i < 3; i++) {
                      thrown.add(catchThrowable(() -> WAITS.get(wait).run()));
                    }
                  });
          runs.await();
          task.cancel("not wanted");
          task.join();
        });
    assertThat(thrown)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allSatisfy(
            t -> assertThat(t).isInstanceOf(CancellationException.class).hasMessage("not wanted"));
    assertThat(thrown.get(1).getCause()).isSameAs(thrown.get(0));
    assertThat(thrown.get(2).getCause()).isSameAs(thrown.get(0));
  }

  @Test
  void tasksCancelledByOneScope_eachThrowTheirOwn() {
    List<Throwable> thrown = java.util.Collections.synchronizedList(new ArrayList<>());
    Throwable unused =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          CountDownLatch run = new CountDownLatch(3);
                          for (int i = 0; i < 3; i++) {
                            scope.launch(
                                () -> {
                                  run.countDown();
                                  thrown.add(catchThrowable(() -> delay(ofMinutes(5))));
                                });
                          }
                          run.await();
                          scope.cancel("closing time");
                        }));
    assertThat(thrown)
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allSatisfy(t -> assertThat(t).hasMessage("closing time"));
  }

  @Test
  @SuppressWarnings("try") // it is there to be closed
  void closeThatWaits_inATimeout_isATimeout() {
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    ofMillis(10),
                    () -> {
                      try (AutoCloseable c = () -> delay(ofMillis(1))) {
                        delay(ofSeconds(9));
                      }
                    }));
    assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
    assertThat(thrown.getCause().getSuppressed())
        .as("what close has thrown")
        .singleElement()
        .isInstanceOf(CancellationException.class);
  }

  @Test
  @SuppressWarnings("try") // it is there to be closed
  void closeThatWaits_inACancelledTask_leavesItCancelled() {
    Async.taskScope()
        .run(
            scope -> {
              CountDownLatch runs = new CountDownLatch(1);
              Task<?> task =
                  scope.launch(
                      () -> {
                        try (AutoCloseable c = () -> delay(ofMillis(1))) {
                          runs.countDown();
                          delay(ofSeconds(9));
                        }
                      });
              runs.await();
              task.cancel();
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
  }

  @Test
  void closeThatWaits_ofACallbackOrAStream_isATimeout() {
    AsyncFlow<Integer> callback = AsyncFlow.callback(out -> () -> delay(ofMillis(1)));
    AsyncFlow<Integer> stream =
        AsyncFlow.fromStream(
            () ->
                Stream.generate(
                        () -> {
                          delay(ofSeconds(9));
                          return 1;
                        })
                    .onClose(() -> delay(ofMillis(1))));
    for (AsyncFlow<Integer> flow : List.of(callback, stream)) {
      assertThat(catchThrowable(() -> withTimeout(ofMillis(10), () -> flow.count())))
          .isInstanceOf(TimeoutExceededException.class);
    }
  }
}
