package org.coroutines4j.asyncio;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work with a limit, where asyncio has {@code wait_for}. */
@Tag("exceptions")
class TimeoutCasesTest {
  private static final Duration SHORT = ofMillis(20);

  private final List<String> seen = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E24",
      asyncioTest = "test_waitfor.test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started",
      answer = SAME,
      because = "the body does not start")
  void e24_zeroOrNegativeLimit_doesNotRunTheBody(Where where) {
    where.run(
        scope -> {
          AtomicBoolean ran = new AtomicBoolean();
          for (Duration limit : List.of(ZERO, ofMillis(-1))) {
            assertThatThrownBy(() -> withTimeout(limit, () -> ran.set(true)))
                .isInstanceOf(TimeoutExceededException.class);
          }
          assertThat(ran).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E24",
      asyncioTest =
          "test_waitfor.test_wait_for_timeout_less_then_0_or_0_future_done,"
              + " test_wait_for_timeout_less_then_0_or_0",
      answer = DIFFERENT,
      because =
          "the limit applies to a body. With a limit of zero it does not run, not even to return a"
              + " value that is available, and a task that it would have awaited continues")
  void e24_zeroLimit_leavesTasksAsTheyAre(Where where) {
    where.run(
        scope -> {
          Gate end = new Gate();
          Task<?> done = scope.launch(() -> {});
          Task<?> running = scope.launch(end::await);
          done.join();

          for (Task<?> task : List.of(done, running)) {
            assertThatThrownBy(() -> withTimeout(ZERO, task::await))
                .isInstanceOf(TimeoutExceededException.class);
          }

          assertThat(done.isCancelled()).isFalse();
          assertThat(running.isActive()).isTrue();
          end.open();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E24",
      asyncioTest = "test_waitfor.test_wait_for_timeout_less_then_0_or_0",
      answer = SAME,
      because = "work in the block is cancelled, and has ended when the timeout is thrown")
  void e24_workInTheBlock_hasRunItsFinallyBeforeTheTimeoutIsThrown(Where where) {
    where.run(
        scope -> {
          assertThatThrownBy(() -> withTimeout(SHORT, () -> sleepAndTell(new Gate())))
              .isInstanceOf(TimeoutExceededException.class);
          assertThat(seen).containsExactly("cancelled");
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E26",
      asyncioTest = "test_waitfor.test_wait_for_cancel_suppressed",
      answer = DIFFERENT,
      because =
          "if the body has seen its cancellation by the limit and returns a value all the same, the"
              + " block throws the timeout: a swallowed timeout would go unnoticed. The value of a"
              + " body that has not seen it is returned")
  void e26_valueReturnedAfterTheTimeout_isLost(Where where) {
    where.run(
        scope ->
            assertThatThrownBy(() -> withTimeout(SHORT, TimeoutCasesTest::sleepThenReturn42))
                .isInstanceOf(TimeoutExceededException.class));
  }

  private static int sleepThenReturn42() {
    try {
      Gate.sleep();
      return 0;
    } catch (CancellationException e) {
      return 42;
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E28",
      asyncioTest = "test_waitfor.test_cancel_wait_for, test_cancel_blocking_wait_for",
      answer = SAME,
      because = "the work runs in the block itself, and is cancelled together with the caller")
  void e28_cancelledCaller_cancelsTheWorkInTheBlock(Where where) {
    where.run(
        scope -> {
          Gate sleeping = new Gate();
          Task<?> caller = scope.launch(() -> withTimeout(ofDays(1), () -> sleepAndTell(sleeping)));
          sleeping.await();

          caller.cancel();

          assertThatThrownBy(caller::await).isInstanceOf(TaskCancelledException.class);
          assertThat(seen).containsExactly("cancelled");
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E28",
      asyncioTest = "test_waitfor.test_cancel_wait_for",
      answer = DIFFERENT,
      because =
          "cancelling a waiter never cancels the task, with a limit or without: the task"
              + " belongs to its scope")
  void e28_cancelledCaller_leavesTheTaskItAwaits(Where where) {
    where.run(
        scope -> {
          Gate end = new Gate();
          Gate waiting = new Gate();
          Task<?> inner = scope.launch(end::await);
          Task<?> caller =
              scope.launch(
                  () -> {
                    waiting.open();
                    withTimeout(ofDays(1), inner::join);
                  });
          waiting.await();

          caller.cancel();

          assertThatThrownBy(caller::await).isInstanceOf(TaskCancelledException.class);
          assertThat(inner.isActive()).isTrue();
          end.open();
        });
  }

  private void sleepAndTell(Gate sleeping) {
    try {
      sleeping.openAndSleep();
    } finally {
      seen.add("cancelled");
    }
  }
}
