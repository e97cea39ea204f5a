package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the first body to end decides, with a value or a failure, and that the others are
 * cancelled and awaited.
 */
@Tag("exceptions")
class RaceSettledTest {
  private final CountDownLatch running = new CountDownLatch(1);
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Object loser() {
    try {
      running.countDown();
      return delayForEver();
    } finally {
      Async.nonCancellable(() -> Async.delay(Duration.ofMillis(20)));
      events.add("ended");
    }
  }

  @Test
  void failure_winsIfItIsFirst_asTheSameObject() {
    IOException failure = new IOException("first");
    try (CapturedLog log = new CapturedLog()) {
      Outcome<Object> first =
          Async.raceSettled(
              this::loser,
              () -> {
                running.await();
                throw failure;
              });
      assertThat(first).isEqualTo(new Outcome.Failure<>(failure));
      assertThat(log.lines()).isEmpty();
    }
    assertThat(events).containsExactly("ended");
  }

  @Test
  void value_winsIfItIsFirst() {
    Outcome<Object> first =
        Async.raceSettled(
            this::loser,
            () -> {
              running.await();
              return "value";
            });
    assertThat(first).isEqualTo(new Outcome.Success<>("value"));
    assertThat(events).containsExactly("ended");
  }

  @Test
  void bodyThatCancelsItself_winsAsCancelled() {
    Callable<Object> quitting =
        () -> {
          running.await();
          Tasks.current().cancel("I quit");
          return delayForEver();
        };
    assertThat(Async.raceSettled(this::loser, quitting))
        .isInstanceOfSatisfying(
            Outcome.Cancelled.class,
            cancelled -> assertThat(cancelled.reason()).hasMessageContaining("I quit"));
    assertThat(events).containsExactly("ended");
  }

  @Test
  void codeWithoutAResult_tellsHowItEnded() {
    Outcome<Void> first = Async.raceSettled(() -> running.countDown());
    assertThat(first).isEqualTo(new Outcome.Success<>(null));
    assertThat(running.getCount()).isZero();
  }

  @Test
  void failureOfALosersCleanup_isLogged() {
    try (CapturedLog log = new CapturedLog()) {
      Outcome<Object> first =
          Async.raceSettled(
              () -> {
                try {
                  running.countDown();
                  return delayForEver();
                } finally {
                  events.add("cleanup");
                  fail();
                }
              },
              () -> {
                running.await();
                return "won";
              });
      assertThat(first.isSuccess()).isTrue();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("'raceSettled'", "cleanup failed");
    }
  }

  private static void fail() {
    throw new IllegalStateException("cleanup failed");
  }

  /** The bodies end with the caller's cancellation, which must not look like their own end. */
  @Test
  @Tag("stress")
  void cancelledCaller_isCancelled_orHasAValue() {
    int[] ends = new int[2];
    Async.run(
        scope -> {
          Rounds rounds = Rounds.atLeast(200).until(() -> ends[0] > 0 && ends[1] > 0);
          while (rounds.next()) {
            AtomicReference<Outcome<Integer>> got = new AtomicReference<>();
            Callable<Integer> body =
                () -> {
                  Async.delay(Duration.ofNanos(20_000));
                  return 1;
                };
            Task<?> caller = scope.launch(() -> got.set(Async.raceSettled(body, body)));
            Pause.of(rounds.count() * 37 % 4_000);
            caller.cancel();
            caller.join();
            if (got.get() == null) {
              assertThat(caller.isCancelled()).isTrue();
              ends[0]++;
            } else {
              assertThat(got.get()).isEqualTo(new Outcome.Success<>(1));
              ends[1]++;
            }
          }
        });
    assertThat(ends).doesNotContain(0);
  }

  @Test
  void cancelledCaller_throwsTheCancellation() {
    Async.run(
        scope -> {
          AtomicReference<Throwable> thrown = new AtomicReference<>();
          Task<?> caller =
              scope.launch(() -> thrown.set(catchThrowable(() -> Async.raceSettled(this::loser))));
          running.await();
          caller.cancel("stop");
          caller.join();
          assertThat(thrown.get()).hasMessageContaining("stop");
        });
    assertThat(events).containsExactly("ended");
  }
}
