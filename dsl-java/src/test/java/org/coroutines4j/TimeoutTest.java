package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.tryWithTimeout;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that a timeout block is decided by what comes first: its body ends, its deadline passes or
 * its caller is cancelled.
 */
@Tag("exceptions")
class TimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(5);

  private static String never() {
    delay(Duration.ofDays(1));
    return "never";
  }

  private static void untilCancelled() {
    Poll.untilEvenInterrupted(() -> !isActive());
  }

  private static boolean isActive() {
    return CoroutineThreads.current().frame().job().isActive();
  }

  @Test
  void bodyThatEndsInTime_returnsItsValue_andTheCallerContinues() {
    Async.run(
        scope -> {
          assertThat(withTimeout(LONG, () -> "value")).isEqualTo("value");
          assertThat(withTimeoutOrEmpty(LONG, () -> "value")).contains("value");
          assertThat(withTimeoutOrEmpty(LONG, () -> null)).isEmpty();
          Async.ensureActive();
        });
  }

  @Test
  void tryWithTimeout_tellsWhetherTheBodyEndedInTime() {
    boolean[] ran = new boolean[1];
    assertThat(tryWithTimeout(LONG, () -> ran[0] = true)).isTrue();
    assertThat(ran[0]).isTrue();
    assertThat(tryWithTimeout(SHORT, TimeoutTest::never)).isFalse();
    assertThat(tryWithTimeout(SHORT, TimeoutTest::untilCancelled)).isTrue();
    assertThat(tryWithTimeout(Duration.ZERO, () -> ran[0] = false)).isFalse();
    assertThat(ran[0]).isTrue();
  }

  @Test
  void tryWithTimeout_passesOnOtherTimeoutsAndFailures() {
    IOException failure = new IOException("broken");
    assertThatThrownBy(() -> tryWithTimeout(LONG, () -> withTimeout(SHORT, TimeoutTest::never)))
        .isInstanceOf(TimeoutExceededException.class);
    assertThatThrownBy(
            () ->
                tryWithTimeout(
                    LONG,
                    () -> {
                      throw failure;
                    }))
        .hasCause(failure);
  }

  /** The answer is that of the body: a body cut off has not ended in time, and no other has. */
  @Test
  @Tag("stress")
  void tryWithTimeout_atTheDeadline_agreesWithTheBody() {
    int[] ends = new int[2];
    Rounds rounds = Rounds.atLeast(50).until(() -> ends[0] > 0 && ends[1] > 0);
    while (rounds.next()) {
      boolean[] ended = new boolean[1];
      Duration limit = Duration.ofNanos(200_000 + 1_000 * (rounds.count() % 200));
      boolean inTime =
          tryWithTimeout(
              limit,
              () -> {
                delay(Duration.ofNanos(300_000));
                ended[0] = true;
              });
      assertThat(inTime).isEqualTo(ended[0]);
      ends[inTime ? 1 : 0]++;
    }
    assertThat(ends[0]).isPositive();
    assertThat(ends[1]).isPositive();
  }

  @Test
  void timeLeft_onThreadsOutsideTasks_isEmpty() throws Exception {
    assertThat(Async.timeLeft()).isEmpty();
    assertThat(withTimeout(LONG, Async::timeLeft).orElseThrow())
        .isBetween(LONG.minusMinutes(4), LONG);
    FutureTask<Optional<Duration>> onAThread = new FutureTask<>(Async::timeLeft);
    withTimeout(LONG, () -> new Thread(onAThread).start());
    assertThat(onAThread.get()).isEmpty();
    CompletableFuture<Optional<Duration>> onDefault = new CompletableFuture<>();
    withTimeout(
        LONG,
        () -> {
          kotlinx.coroutines.Dispatchers.getDefault()
              .dispatch(EmptyCoroutineContext.INSTANCE, () -> onDefault.complete(Async.timeLeft()));
          return Async.await(onDefault);
        });
    assertThat(onDefault.join()).isEmpty();
  }

  @Test
  void bodyThatWaits_isStopped_andTheBlockThrowsTheTimeout() {
    Async.run(
        scope -> {
          Throwable[] seen = new Throwable[1];
          Throwable thrown =
              catchThrowable(
                  () -> withTimeout(SHORT, () -> seen[0] = catchThrowable(TimeoutTest::never)));
          assertThat(thrown)
              .isExactlyInstanceOf(TimeoutExceededException.class)
              .hasMessage("timed out after PT0.02S");
          assertThat(thrown.getCause()).isSameAs(seen[0]);
          assertThat(((TimeoutExceededException) thrown).limit()).isEqualTo(SHORT);
          assertThat(thrown.getSuppressed()).isEmpty();
          assertThat(seen[0])
              .isInstanceOf(CancellationException.class)
              .hasMessageContaining("timed out after");
          Async.ensureActive();
        });
  }

  @Test
  void deadlinePassedUnseen_theValueIsReturned() {
    String value =
        withTimeout(
            SHORT,
            () -> {
              untilCancelled();
              return "obtained";
            });
    assertThat(value).isEqualTo("obtained");
  }

  @Test
  void deadlineSeen_timesOut_evenIfTheBodyReturnsAValueThen() {
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    SHORT,
                    () -> {
                      Throwable unused = catchThrowable(TimeoutTest::never);
                      return "half done";
                    }));
    assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-100000H"})
  void zeroOrNegativeLimit_timesOutWithoutRunningTheBody(String limit) {
    Duration none = Duration.parse(limit);
    boolean[] ran = new boolean[1];
    assertThat(catchThrowable(() -> withTimeout(none, () -> ran[0] = true)))
        .isInstanceOfSatisfying(
            TimeoutExceededException.class, e -> assertThat(e.limit()).isEqualTo(none));
    assertThat(withTimeoutOrEmpty(none, () -> ran[0] = true)).isEmpty();
    assertThat(
            catchThrowable(() -> Async.taskScope().withTimeout(none).run(scope -> ran[0] = true)))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(ran[0]).isFalse();
  }

  @Test
  void zeroLimitInACancelledTask_isACancellation() {
    Async.supervisorScope()
        .run(
            scope -> {
              Task<Object> task =
                  scope.async(
                      () -> {
                        Tasks.current().cancel();
                        return withTimeout(Duration.ZERO, () -> "value");
                      });
              assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
            });
  }

  @Test
  void hugeLimit_isNone() {
    assertThat(withTimeout(Duration.ofSeconds(Long.MAX_VALUE), () -> "value")).isEqualTo("value");
  }

  @Test
  void deadlineFirst_callerCancelledDuringTheCleanup_isATimeout() {
    Async.supervisorScope()
        .run(
            scope -> {
              CountDownLatch cleaning = new CountDownLatch(1);
              CountDownLatch cancelled = new CountDownLatch(1);
              Throwable[] thrown = new Throwable[2];
              Task<Void> task =
                  scope.async(
                      () -> {
                        thrown[0] =
                            catchThrowable(
                                () ->
                                    withTimeout(
                                        SHORT,
                                        () -> {
                                          try {
                                            never();
                                          } finally {
                                            cleaning.countDown();
                                            nonCancellable(() -> cancelled.await());
                                          }
                                        }));
                        thrown[1] = catchThrowable(TimeoutTest::never);
                        return null;
                      });
              cleaning.await();
              task.cancel();
              cancelled.countDown();
              task.join();
              assertThat(thrown[0]).isInstanceOf(TimeoutExceededException.class);
              assertThat(thrown[1]).isInstanceOf(CancellationException.class);
              assertThat(task.isCancelled()).isTrue();
            });
  }

  /** A Kotlin coroutine that the body has left behind keeps the block from ending. */
  @Test
  void valueFirst_callerCancelledBeforeTheBlockEnds_isReturned() {
    Async.supervisorScope()
        .run(
            scope -> {
              CountDownLatch bodyEnds = new CountDownLatch(1);
              String[] value = new String[1];
              Throwable[] next = new Throwable[1];
              Task<Void> task =
                  scope.async(
                      () -> {
                        value[0] =
                            withTimeout(
                                LONG,
                                () -> {
                                  leaveCoroutineBehind(bodyEnds);
                                  return "first";
                                });
                        next[0] = catchThrowable(TimeoutTest::never);
                        return null;
                      });
              bodyEnds.await();
              task.cancel();
              task.join();
              assertThat(value[0]).isEqualTo("first");
              assertThat(next[0]).isInstanceOf(CancellationException.class);
            });
  }

  /** Starts a coroutine in the block, which waits indefinitely and signals when the block waits. */
  @SuppressWarnings("unchecked") // Kotlin declares what it is given as contravariant
  private static void leaveCoroutineBehind(CountDownLatch blockWaits) {
    Thread blocked = Thread.currentThread();
    BuildersKt.launch(
        CoroutineScopeKt.CoroutineScope(CoroutineThreads.current().frame().context()),
        EmptyCoroutineContext.INSTANCE,
        CoroutineStart.DEFAULT,
        (coroutineScope, k) -> {
          Poll.untilEvenInterrupted(() -> Waits.isWaitingWithoutLimit(blocked));
          blockWaits.countDown();
          return DelayKt.delay(1_000_000, (Continuation<Unit>) k);
        });
  }

  @Test
  void failureOfTheCleanup_isThrownWithTheTimeoutSuppressed() {
    IllegalStateException cleanup = new IllegalStateException("cleanup");
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    SHORT,
                    () -> {
                      try {
                        return never();
                      } finally {
                        TaskScopeFailureTest.throwIt(cleanup);
                      }
                    }));
    assertThat(thrown).isSameAs(cleanup);
    assertThat(thrown.getSuppressed())
        .singleElement()
        .isInstanceOfSatisfying(
            TimeoutExceededException.class, e -> assertThat(e.limit()).isEqualTo(SHORT));
  }

  @Test
  void failureBeforeTheDeadline_isThrownAlone() {
    IllegalStateException failure = new IllegalStateException("in time");
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    LONG,
                    () -> {
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void outerDeadlineFirst_isThrownByTheOuterBlockOnly() {
    Throwable[] inner = new Throwable[1];
    Throwable outer =
        catchThrowable(
            () ->
                withTimeout(
                    SHORT,
                    () -> {
                      inner[0] = catchThrowable(() -> withTimeout(LONG, TimeoutTest::never));
                      return null;
                    }));
    assertThat(inner[0]).isInstanceOf(CancellationException.class);
    assertThat(((TimeoutExceededException) outer).limit()).isEqualTo(SHORT);
  }

  @Test
  void innerDeadlineFirst_canBeCaughtInTheOuterBlock() {
    String value =
        withTimeout(
            LONG,
            () -> {
              try {
                return withTimeout(SHORT, TimeoutTest::never);
              } catch (TimeoutExceededException e) {
                delay(Duration.ofMillis(1));
                return "went on";
              }
            });
    assertThat(value).isEqualTo("went on");
  }

  @Test
  void timeoutOfAnotherBlock_isNotEmpty_butComesOut() {
    Throwable thrown =
        catchThrowable(
            () -> withTimeoutOrEmpty(LONG, () -> withTimeout(SHORT, TimeoutTest::never)));
    assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
    Optional<String> mine = withTimeoutOrEmpty(SHORT, () -> withTimeout(LONG, TimeoutTest::never));
    assertThat(mine).isEmpty();
  }

  @Test
  void timeoutInATask_isAFailureOfTheTask_notACancellation() {
    Async.supervisorScope()
        .run(
            scope -> {
              Task<String> task = scope.async(() -> withTimeout(SHORT, TimeoutTest::never));
              assertThat(task.awaitOutcome())
                  .isInstanceOfSatisfying(
                      Outcome.Failure.class,
                      f -> assertThat(f.exception()).isInstanceOf(TimeoutExceededException.class));
              assertThat(task.isCancelled()).isFalse();
            });
  }

  @Test
  void timeoutInsideNonCancellable_stopsItsOwnBodyOnly() {
    Throwable[] thrown = new Throwable[1];
    String[] value = new String[1];
    Async.supervisorScope()
        .run(
            scope ->
                scope.launch(
                    () -> {
                      Tasks.current().cancel();
                      nonCancellable(
                          () -> {
                            thrown[0] =
                                catchThrowable(() -> withTimeout(SHORT, TimeoutTest::never));
                            value[0] = withTimeout(LONG, () -> "value");
                          });
                    }));
    assertThat(thrown[0]).isInstanceOf(TimeoutExceededException.class);
    assertThat(value[0]).isEqualTo("value");
  }

  @Test
  void limitOfABlock_countsTheWaitForAPermit() {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    AtomicBoolean ran = new AtomicBoolean();
    taskScope()
        .run(
            scope -> {
              CountDownLatch holding = new CountDownLatch(1);
              CountDownLatch over = new CountDownLatch(1);
              scope
                  .on(one)
                  .launch(
                      () -> {
                        holding.countDown();
                        over.await();
                      });
              holding.await();
              assertThatThrownBy(
                      () -> taskScope().on(one).withTimeout(ofMillis(50)).run(s -> ran.set(true)))
                  .isInstanceOf(TimeoutExceededException.class);
              over.countDown();
            });
    assertThat(ran).isFalse();
  }

  @Test
  void constantFailureOfCleanups_listsAFewTimeoutsAndCountsTheRest() {
    IllegalStateException constant = new IllegalStateException("constant");
    for (int i = 0; i < 30; i++) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.withTimeout(
                      Duration.ofNanos(1),
                      () -> {
                        try {
                          return TaskScopeFailureTest.delayForEver();
                        } finally {
                          fail(constant);
                        }
                      }));
      assertThat(thrown).isSameAs(constant);
    }
    assertThat(constant.getSuppressed()).hasSize(17);
    assertThat(constant.getSuppressed()[16]).hasMessage("14 further failures");
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }
}
