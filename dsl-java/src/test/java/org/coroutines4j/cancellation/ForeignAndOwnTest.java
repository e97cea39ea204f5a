package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that neither cancellation hides the other if the caller and what it waits for are
 * cancelled concurrently.
 */
@Tag("exceptions")
class ForeignAndOwnTest {
  /** The interrupt that was due while the block waited for its tasks comes when it has ended. */
  @Test
  void foreignCancellationOutOfABlock_leavesTheInterruptDue() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch thrown = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    run(
        outer -> {
          Task<Boolean> task =
              outer.async(
                  () -> {
                    Throwable foreign =
                        catchThrowable(
                            () ->
                                taskScope()
                                    .run(
                                        scope -> {
                                          scope.launch(() -> cleanUp(waiting, cancelled));
                                          waiting.await();
                                          Task<Integer> other = outer.lazily().async(() -> 1);
                                          other.cancel();
                                          try {
                                            other.await();
                                          } catch (TaskCancelledException e) {
                                            thrown.countDown();
                                            throw e;
                                          }
                                        }));
                    assertThat(foreign).isInstanceOf(TaskCancelledException.class);
                    return new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                  });
          thrown.await();
          task.cancel();
          cancelled.countDown();
          assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
        });
  }

  private static void cleanUp(CountDownLatch waiting, CountDownLatch cancelled) {
    try {
      waiting.countDown();
      delay(ofSeconds(100));
    } finally {
      nonCancellable(() -> blocking(() -> cancelled.await(20, TimeUnit.SECONDS)));
    }
  }

  @Test
  void onCancel_runs_alsoOnTheThreadOfAnExecutor() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      AtomicReference<Boolean> counted = new AtomicReference<>();
      run(
          scope -> {
            Task<?> task =
                scope.launch(
                    () ->
                        counted.set(
                            withContext(
                                Dispatchers.from(executor),
                                () ->
                                    blocking(
                                        () -> {
                                          begun.countDown();
                                          return stopped.await(60, TimeUnit.SECONDS);
                                        },
                                        stopped::countDown))));
            blocking(() -> begun.await(60, TimeUnit.SECONDS));
            task.cancel();
          });
      assertThat(counted).hasValue(true);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void interruptThatCodeRestores_isNotLeftOnTheThread() {
    assertThatThrownBy(
            () ->
                withTimeout(
                    ofMillis(20),
                    () -> {
                      try {
                        Thread.sleep(60_000);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw e;
                      }
                      return 1;
                    }))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Whether it comes a moment before the deadline or after it. */
  @Test
  @Tag("stress")
  void timeout_neverHasAForeignCancellationAsItsCause() {
    CompletableFuture<Integer> foreign = new CompletableFuture<>();
    foreign.cancel(true);
    for (int i = 0; i < 300; i++) {
      long end = System.nanoTime() + 200_000;
      Throwable thrown =
          catchThrowable(
              () ->
                  withTimeout(
                      Duration.ofNanos(200_000),
                      () -> {
                        Spin.until(() -> System.nanoTime() - end >= 0);
                        return await(foreign);
                      }));
      if (thrown instanceof TimeoutExceededException) {
        assertThat(thrown.getCause()).hasMessageStartingWith("timed out");
      } else {
        assertThat(thrown).isInstanceOf(CancellationException.class);
      }
    }
  }
}
