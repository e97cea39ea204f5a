package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.awaitFuture;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards what a task does that observes its cancellation while its canceller is still at work. */
@Tag("stress")
class CancellationSeenTest {
  private static final Duration LATEST_INTERRUPT = Duration.ofNanos(20_000);

  @Test
  void ensureActive_throws_asSoonAsTheTaskIsNotActive() {
    AtomicInteger passed = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(50);
    while (rounds.next()) {
      whenNotActive(
          () -> {
            ensureActive();
            passed.incrementAndGet();
          });
    }
    assertThat(passed).hasValue(0);
  }

  @Test
  void awaitFuture_leavesNoInterruptOnItsWay() {
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger uncancelled = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(50);
    while (rounds.next()) {
      FutureTask<?> future = new FutureTask<>(() -> "never run");
      whenNotActive(
          () -> {
            Throwable thrown = catchThrowable(() -> awaitFuture(future));
            Spin.during(LATEST_INTERRUPT); // its cleanup
            if (Thread.interrupted()) {
              interrupted.incrementAndGet();
            }
            assertThat(thrown).isInstanceOf(CancellationException.class);
          });
      if (!future.isCancelled()) {
        uncancelled.incrementAndGet();
      }
    }
    assertThat(interrupted).hasValue(0);
    assertThat(uncancelled).hasValue(0);
  }

  /** Runs {@code action} in a task, at the moment at which it is no longer active. */
  private static void whenNotActive(ThrowingRunnable action) {
    taskScope()
        .run(
            scope -> {
              CountDownLatch runs = new CountDownLatch(1);
              Task<?> task =
                  scope.launch(
                      () -> {
                        Task<?> current = Tasks.current();
                        yieldNow(); // the first look at a cancellation is another than later ones
                        runs.countDown();
                        Poll.until(() -> !current.isActive()); // its next step follows immediately
                        action.run();
                      });
              Poll.until(() -> runs.getCount() == 0);
              task.cancel();
            });
  }
}
