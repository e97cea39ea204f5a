package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the first value wins and the losers are cancelled and awaited; if all bodies fail,
 * all failures are thrown.
 */
@Tag("exceptions")
class RaceTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private static Callable<Object> failing(Exception failure, CountDownLatch after) {
    return () -> {
      after.await();
      throw failure;
    };
  }

  @Test
  void firstValue_wins_whenTheLosersHaveBeenCancelledAndHaveEnded() {
    CountDownLatch running = new CountDownLatch(2);
    Callable<String> loser =
        () -> {
          try {
            running.countDown();
            delayForEver();
            return "loser";
          } finally {
            Async.nonCancellable(() -> Async.delay(Duration.ofMillis(50)));
            events.add("loser ended");
          }
        };
    String winner =
        Async.race(
            loser,
            () -> {
              running.await();
              return "winner";
            },
            loser);
    assertThat(winner).isEqualTo("winner");
    assertThat(events).containsExactly("loser ended", "loser ended");
  }

  /** On an event loop, each body has ended before the next one runs. */
  @Test
  void failures_inARaceWithAWinner_areNeitherThrownNorReported() {
    List<Callable<Object>> bodies =
        List.of(
            () -> {
              throw new AssertionError("an error is a failure like any other");
            },
            () -> {
              throw new IOException("checked");
            },
            () -> "winner");
    try (CapturedLog log = new CapturedLog()) {
      Object winner = Async.withContext(Dispatchers.eventLoop(), () -> Async.race(bodies));
      assertThat(winner).isEqualTo("winner");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void nullIsAValueToo() {
    assertThat(Async.<Object>race(() -> null, TaskScopeFailureTest::delayForEver)).isNull();
  }

  @Test
  void race_whereAllFail_throwsTheFirst_othersSuppressedInOrder() {
    CountDownLatch first = new CountDownLatch(1);
    IOException firstFailure = new IOException("first");
    IllegalStateException second = new IllegalStateException("second");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.race(
                    () -> {
                      first.await();
                      Async.delay(Duration.ofMillis(50));
                      throw second;
                    },
                    () -> {
                      first.countDown();
                      throw firstFailure;
                    }));
    assertThat(thrown).isInstanceOf(UncheckedIOException.class).hasCause(firstFailure);
    assertThat(thrown.getSuppressed()).containsExactly(second);
  }

  @Test
  void ifAllFail_anErrorAmongThem_isThrownOrSuppressedAsItIs() {
    AssertionError error = new AssertionError("boom");
    assertThat(
            catchThrowable(
                () ->
                    Async.race(
                        () -> {
                          throw error;
                        })))
        .isSameAs(error);
  }

  @Test
  void ifManyFail_sixteenAreListed_andTheRestCounted() {
    List<Callable<Object>> bodies = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int n = i;
      bodies.add(
          () -> {
            throw new IllegalStateException("no " + n);
          });
    }
    Throwable[] suppressed = catchThrowable(() -> Async.race(bodies)).getSuppressed();
    assertThat(suppressed).hasSize(17);
    assertThat(suppressed[16]).hasMessage("13 further failures");
  }

  @Test
  void runner_thatCancelsItself_isNotThrownInPlaceOfAFailure() {
    IllegalStateException failure = new IllegalStateException("boom");
    CountDownLatch cancelled = new CountDownLatch(1);
    Callable<Object> quitting =
        () -> {
          Task<?> self = Tasks.current();
          self.onCompletion(outcome -> cancelled.countDown());
          self.cancel("I quit");
          return delayForEver();
        };
    assertThat(catchThrowable(() -> Async.race(quitting, failing(failure, cancelled))))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
    assertThat(catchThrowable(() -> Async.race(quitting)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("all that raced were cancelled");
  }

  @Test
  void cancelledCaller_cancelsAll_andTheRaceThrowsTheCancellation() {
    Async.run(
        scope -> {
          CountDownLatch running = new CountDownLatch(2);
          Callable<Object> runner =
              () -> {
                try {
                  running.countDown();
                  return delayForEver();
                } finally {
                  events.add("ended");
                }
              };
          Task<Object> race = scope.async(() -> Async.race(runner, runner));
          running.await();
          race.cancel();
          race.join();
          assertThat(race.isCancelled()).isTrue();
          assertThat(events).containsExactly("ended", "ended");
        });
  }

  @Test
  void raceWithoutBodies_isRefused() {
    assertThat(catchThrowable(() -> Async.race(List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Wins when {@code loser}, of which it is told, is at its wait. */
  private static List<String> logOfARace(ThrowingConsumer<CountDownLatch> loser) {
    try (CapturedLog log = new CapturedLog()) {
      CountDownLatch waits = new CountDownLatch(1);
      String won =
          Async.race(
              () -> {
                loser.accept(waits);
                return "lost";
              },
              () -> {
                waits.await();
                return "won";
              });
      assertThat(won).isEqualTo("won");
      return log.lines();
    }
  }

  private static void waitAndThen(CountDownLatch waits, ThrowingRunnable cleanup) throws Exception {
    try {
      waits.countDown();
      Async.delay(Duration.ofDays(1));
    } finally {
      cleanup.run();
    }
  }

  private static void fail(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  @Test
  void failureOfALosersCleanup_isReported() {
    for (Throwable failure : List.of(new IOException("boom"), new AssertionError("boom"))) {
      assertThat(logOfARace(waits -> waitAndThen(waits, () -> fail(failure))))
          .singleElement()
          .asString()
          .contains("of scope 'race' failed: " + failure);
    }
  }

  @Test
  void cancelledLoser_isNotReported() {
    assertThat(logOfARace(waits -> waitAndThen(waits, () -> {}))).isEmpty();
  }

  /**
   * The outcomes of the runners are dropped, unless all had ended before the caller began to wait:
   * then gatherSettled returns them. The failure of a cleanup reaches one place in both cases.
   */
  @Test
  void cancelledCaller_dropsTheOutcomes_butForFailuresOfACleanup() {
    List<ThrowingFunction<Callable<Object>, Object>> verbs =
        List.of(runner -> Async.race(runner), runner -> Async.gatherSettled(runner));
    for (ThrowingFunction<Callable<Object>, Object> verb : verbs) {
      try (CapturedLog log = new CapturedLog()) {
        CountDownLatch waits = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        Async.run(
            scope -> {
              Task<?> caller =
                  scope.launch(
                      () -> {
                        Object outcomes =
                            verb.apply(
                                () -> {
                                  waitAndThen(waits, () -> fail(new IOException("boom")));
                                  return null;
                                });
                        seen.add(outcomes.toString());
                      });
              waits.await();
              caller.cancel();
              caller.join();
              assertThat(caller.isCancelled()).isTrue();
            });
        seen.addAll(log.lines());
        assertThat(seen).singleElement().asString().contains("boom");
      }
    }
  }
}
