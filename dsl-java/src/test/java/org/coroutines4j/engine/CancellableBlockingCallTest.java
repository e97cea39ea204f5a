package org.coroutines4j.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards {@code blocking(body, onCancel)} if it is cancelled as it begins. */
@Tag("stress")
@Timeout(120)
class CancellableBlockingCallTest {
  private static final int RUNS = 100;
  private static final int LONGEST_SPIN = 400;
  private static final int PATIENCE_SECONDS = 3;

  /**
   * A hook that stops the body until it has ended would wait indefinitely for one that never
   * begins.
   */
  @Test
  void hook_runsOnlyIfTheBodyHasBegun_andThenStopsIt() throws Exception {
    AtomicInteger stopped = new AtomicInteger();
    AtomicInteger hooksWithoutBody = new AtomicInteger();
    try (ServiceScope scope = ServiceScope.open("cancelled")) {
      Rounds rounds = Rounds.atLeast(RUNS);
      while (rounds.next()) {
        AtomicBoolean ready = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        Task<?> task =
            scope.launch(
                () -> {
                  ready.set(true);
                  blocking(
                      () -> {
                        begun.countDown();
                        Poll.untilEvenInterrupted(stop::get);
                        stopped.incrementAndGet();
                        return null;
                      },
                      () -> {
                        if (!begun.await(PATIENCE_SECONDS, SECONDS)) {
                          hooksWithoutBody.incrementAndGet();
                        }
                        stop.set(true);
                      });
                });
        Poll.until(ready::get);
        Pause.of(ThreadLocalRandom.current().nextInt(LONGEST_SPIN));
        task.cancel();
        task.join();
      }
    }
    assertThat(hooksWithoutBody).hasValue(0);
    assertThat(stopped).hasPositiveValue();
  }

  /** The outer hook stops the code, unless an inner call has told it of the cancellation. */
  @Test
  void hook_runs_alsoIfOtherCallsHaveEndedInside() throws Exception {
    AtomicInteger stopped = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    try (ServiceScope scope = ServiceScope.open("nested")) {
      Rounds rounds = Rounds.atLeast(RUNS);
      for (int round = 0; rounds.next(); round++) {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger hooks = new AtomicInteger();
        AtomicBoolean innerEnded = new AtomicBoolean();
        int kind = round % 3; // cancelled: 0 after the inner calls, 1 while there are any, 2 either
        int innerCalls = kind == 1 ? Integer.MAX_VALUE : 1 + round % 5;
        Task<?> task =
            scope.launch(
                () ->
                    blocking(
                        () -> {
                          begun.set(true);
                          for (int i = 0; i < innerCalls; i++) {
                            callInside(told);
                          }
                          innerEnded.set(true);
                          Poll.untilEvenInterrupted(stop::get);
                          stopped.incrementAndGet();
                        },
                        () -> {
                          hooks.incrementAndGet();
                          stop.set(true);
                        }));
        Poll.until(kind == 0 ? innerEnded::get : begun::get);
        Pause.of(ThreadLocalRandom.current().nextInt(LONGEST_SPIN));
        task.cancel();
        task.join();
        assertThat(hooks.get()).isBetween(kind == 0 ? 1 : 0, 1);
      }
    }
    assertThat(stopped).hasPositiveValue();
    assertThat(told).hasPositiveValue();
  }

  @Test
  void hook_doesNotRun_ifAWaitInsideHasThrownTheCancellation() {
    AtomicInteger hooks = new AtomicInteger();
    AtomicReference<Thread> waiting = new AtomicReference<>();
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () ->
                          blocking(
                              () -> {
                                waiting.set(Thread.currentThread());
                                delay(Duration.ofSeconds(60));
                              },
                              hooks::incrementAndGet));
              Poll.until(() -> waiting.get() != null && Waits.isWaiting(waiting.get()));
              task.cancelAndJoin();
              assertThat(task.isCancelled()).isTrue();
            });
    assertThat(hooks).hasValue(0);
  }

  private static void callInside(AtomicInteger told) {
    AtomicBoolean stop = new AtomicBoolean();
    try {
      blocking(
          () -> {
            Pause.of(ThreadLocalRandom.current().nextInt(LONGEST_SPIN));
            if (Tasks.current().isActive()) {
              return;
            }
            Poll.untilEvenInterrupted(stop::get);
          },
          () -> stop.set(true));
    } catch (CancellationException e) {
      told.incrementAndGet();
      throw e;
    }
  }

  /** A real timeout of the cleanup looks like the answer to an interrupt, but none was sent. */
  @Test
  void cleanupThatFailsAfterTheHook_isAFailure() {
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          CountDownLatch begun = new CountDownLatch(1);
                          CountDownLatch stop = new CountDownLatch(1);
                          Task<?> task = scope.launch(() -> blockThenFail(begun, stop));
                          begun.await();
                          task.cancel();
                        }));
    assertThat(thrown).hasRootCauseInstanceOf(SocketTimeoutException.class);
  }

  private static void blockThenFail(CountDownLatch begun, CountDownLatch stop) throws IOException {
    try {
      blocking(
          () -> {
            begun.countDown();
            stop.await();
            throw new IllegalStateException("stopped");
          },
          stop::countDown);
    } finally {
      failInCleanup();
    }
  }

  private static void failInCleanup() throws IOException {
    throw new SocketTimeoutException("the server does not say goodbye");
  }
}
