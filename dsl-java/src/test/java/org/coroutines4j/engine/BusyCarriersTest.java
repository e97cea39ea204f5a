package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards that loops that compute on all carrier threads can be stopped. Virtual threads are not
 * time-sliced, so what stops the loops must not need a carrier.
 */
@Timeout(30)
class BusyCarriersTest {
  private static final int LOOPS = Runtime.getRuntime().availableProcessors() + 1;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void timeouts_endLoopsThatHoldAllCarriers() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < LOOPS; i++) {
                scope.launch(
                    () -> {
                      if (withTimeoutOrEmpty(ofMillis(50), BusyCarriersTest::compute).isEmpty()) {
                        ended.incrementAndGet();
                      }
                    });
              }
            });
    assertThat(ended).hasValue(LOOPS);
  }

  private static int compute() {
    while (true) {
      ensureActive();
    }
  }

  @Test
  void whatEndsABlockingCall_runsThoughTheCallsHoldAllCarriers() {
    taskScope()
        .run(
            scope -> {
              List<Task<Integer>> tasks = new ArrayList<>();
              for (int i = 0; i < LOOPS; i++) {
                tasks.add(scope.async(() -> blocking(this::untilStopped, () -> stop.set(true))));
              }
              while (begun.get() == 0) {
                delay(ofMillis(1));
              }
              tasks.forEach(Task::cancel);
            });
    assertThat(ended.get()).isPositive();
  }

  private int untilStopped() {
    begun.incrementAndGet();
    Spin.until(stop::get);
    return ended.incrementAndGet();
  }
}
