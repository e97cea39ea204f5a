package org.coroutines4j.cancellation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a loop that swallows its cancellation, and so uses a processor without a limit, is
 * reported, but not too often.
 */
class IgnoredCancellationTest {
  private static final Map<String, ThrowingRunnable> WAITS = new TreeMap<>();

  static {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    WAITS.put("queue", queue::get);
    WAITS.put("delay", () -> delay(ofMinutes(5)));
    WAITS.put("ensureActive", Async::ensureActive);
    WAITS.put("a block inside", () -> Async.taskScope().run(s -> delay(ofMinutes(5))));
    WAITS.put("a timeout inside", () -> withTimeout(ofMinutes(5), queue::get));
    WAITS.put("another dispatcher", () -> withContext(Dispatchers.cpu(), queue::get));
    WAITS.put("a flow", () -> AsyncFlow.ticker(ofMinutes(5)).first());
  }

  static Stream<String> waits() {
    return WAITS.keySet().stream();
  }

  /** Ends after {@code times}, unlike the loops that this is about. */
  private static void swallow(ThrowingRunnable wait, int times) {
    int caught = 0;
    while (caught < times) {
      try {
        wait.run();
      } catch (Exception e) {
        caught++;
      }
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void cancellationsThatAreSwallowed_areToldOfAtEachTenfold(String wait) {
    try (CapturedLog log = new CapturedLog()) {
      run(
          scope -> {
            CountDownLatch runs = new CountDownLatch(1);
            Task<?> task =
                scope
                    .named("stubborn")
                    .launch(
                        () -> {
                          runs.countDown();
                          swallow(WAITS.get(wait), 10_500);
                        });
            runs.await();
            task.cancel();
            task.join();
          });
      assertThat(log.records()).extracting(LogRecord::getLevel).containsOnly(Level.WARNING);
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0))
          .contains("task 'stubborn'", "1000 cancellations", "IgnoredCancellationTest");
      assertThat(log.lines().get(1)).contains("task 'stubborn'", "10000 cancellations");
    }
  }

  @Test
  void blockThatIgnoresItsDeadline_isToldOf() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable unused =
          catchThrowable(
              () -> withTimeout(ofNanos(1), () -> swallow(() -> delay(ofMinutes(5)), 1_500)));
      assertThat(log.lines()).singleElement().asString().contains("1000 cancellations");
    }
  }

  @Test
  void loopOfShortTimeouts_isNone() {
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 2_000; i++) {
        Throwable unused = catchThrowable(() -> withTimeout(ofNanos(1), () -> delay(ofMinutes(5))));
      }
      assertThat(log.lines()).isEmpty();
    }
  }
}
