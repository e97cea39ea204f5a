package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards what happens if code outside the library interrupts the thread of a body. */
class OutsideInterruptTest {
  private static final Map<String, ThrowingRunnable> WAYS = new TreeMap<>();

  static {
    ThrowingRunnable sleep = () -> Thread.sleep(1_000_000);
    WAYS.put("sleep", sleep);
    WAYS.put("delay", () -> delay(ofSeconds(1000)));
    WAYS.put("blocking", () -> blocking(sleep));
    WAYS.put("blocking with onCancel", () -> blocking(() -> sleepFor(1_000_000), () -> {}));
    WAYS.put("nonCancellable", () -> nonCancellable(sleep));
    WAYS.put("retry", () -> retry(RetryPolicy.maxAttempts(3), () -> sleepFor(1_000_000)));
    WAYS.put("withContext", () -> withContext(Dispatchers.virtual(), sleep));
    WAYS.put("withTimeout", () -> withTimeout(ofSeconds(1000), sleep));
    WAYS.put("scope", () -> taskScope().run(scope -> sleep.run()));
  }

  private static int sleepFor(long millis) throws InterruptedException {
    Thread.sleep(millis);
    return 1;
  }

  static Stream<String> ways() {
    return WAYS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptedTask_isCancelled(String way) {
    supervisorScope()
        .run(
            scope -> {
              CompletableFuture<Thread> thread = new CompletableFuture<>();
              Task<?> task =
                  scope.launch(
                      () -> {
                        thread.complete(Thread.currentThread());
                        WAYS.get(way).run();
                      });
              thread.join().interrupt();
              assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
            });
  }

  @Test
  void interruptedPlainThread_cancelsItsBlock_waits_keepsInterrupt() {
    Thread here = Thread.currentThread();
    boolean[] cleanedUp = {false};
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          scope.launch(
                              () -> {
                                try {
                                  here.interrupt();
                                  delay(ofSeconds(1000));
                                } finally {
                                  nonCancellable(() -> delay(ofMillis(20)));
                                  cleanedUp[0] = true;
                                }
                              });
                          delay(ofSeconds(1000));
                        }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cleanedUp[0]).isTrue();
  }
}
