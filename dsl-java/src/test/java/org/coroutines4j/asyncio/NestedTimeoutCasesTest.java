package org.coroutines4j.asyncio;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit inside a limit. */
@Tag("exceptions")
class NestedTimeoutCasesTest {
  private static final Duration SHORT = ofMillis(20);

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E30",
      asyncioTest = "test_timeouts.test_nested_timeouts",
      answer = SAME,
      because = "if the outer deadline passes first, the inner block sees only a cancellation")
  void e30_outerDeadlineFirst_onlyTheOuterBlockThrowsATimeout(Where where) {
    where.run(
        scope -> {
          AtomicReference<Throwable> inner = new AtomicReference<>();

          Throwable outer = catchThrowable(() -> nested(SHORT, ofDays(1), inner));

          assertThat(inner.get()).isInstanceOf(CancellationException.class);
          assertTimeout(outer, SHORT);
          assertThat(outer).hasNoSuppressedExceptions();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E30",
      asyncioTest = "test_timeouts.test_nested_timeouts",
      answer = DIFFERENT,
      because =
          "two equal deadlines pass on two threads, in either order. In both orders the outer"
              + " block throws a timeout, and neither returns a value nor throws a cancellation")
  void e30_sameDeadlineTwice_isATimeoutOfTheOuterBlock(Where where) {
    where.run(
        scope -> {
          Rounds rounds = Rounds.atLeast(20);
          while (rounds.next()) {
            AtomicReference<Throwable> inner = new AtomicReference<>();

            Throwable outer = catchThrowable(() -> nested(ofMillis(1), ofMillis(1), inner));

            assertTimeout(outer, ofMillis(1));
            if (inner.get() instanceof TimeoutExceededException) {
              assertThat(outer).isSameAs(inner.get());
            }
          }
        });
  }

  private static void nested(Duration outer, Duration inner, AtomicReference<Throwable> ofInner) {
    withTimeout(
        outer,
        () -> {
          try {
            withTimeout(inner, Gate::sleep);
          } catch (TimeoutExceededException | CancellationException e) {
            ofInner.set(e);
            throw e;
          }
        });
  }

  @Test
  @AsyncioCase(
      id = "E30",
      asyncioTest = "test_timeouts.test_nested_timeouts",
      answer = DIFFERENT,
      because =
          "each block throws its own timeout: if the outer deadline passes while the body still"
              + " handles the inner timeout, both are thrown. asyncio keeps only the outer one")
  void e30_outerDeadlinePassesWhileTheInnerBlockEnds_bothAreThrown() {
    Duration outer = ofMillis(300);
    Gate outerPassed = new Gate();

    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    outer,
                    () ->
                        taskScope()
                            .run(
                                scope -> {
                                  scope.background(() -> openWhenCancelled(outerPassed));
                                  withTimeout(SHORT, () -> sleepUntil(outerPassed));
                                })));

    assertTimeout(thrown, SHORT);
    assertThat(thrown.getSuppressed())
        .singleElement()
        .satisfies(suppressed -> assertTimeout(suppressed, outer));
  }

  private static void openWhenCancelled(Gate gate) {
    try {
      Gate.sleep();
    } finally {
      gate.open();
    }
  }

  private static void sleepUntil(Gate gate) {
    try {
      Gate.sleep();
    } finally {
      nonCancellable(gate::await);
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E32",
      asyncioTest = "test_timeouts.test_reschedule",
      answer = DIFFERENT,
      because =
          "a deadline is fixed when its block begins, and cannot be rescheduled. Give each"
              + " phase of the work a block of its own, which can end earlier, but not later")
  void e32_deadlineIsFixedWhenItsBlockBegins(Where where) {
    where.run(
        scope -> {
          assertTimeout(
              catchThrowable(() -> withTimeout(SHORT, () -> withTimeout(ofDays(1), Gate::sleep))),
              SHORT);

          String value =
              withTimeout(
                  ofDays(1),
                  () -> {
                    assertThatThrownBy(() -> withTimeout(SHORT, Gate::sleep))
                        .isInstanceOf(TimeoutExceededException.class);
                    return "gone on";
                  });
          assertThat(value).isEqualTo("gone on");
        });
  }

  private static void assertTimeout(Throwable thrown, Duration limit) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            TimeoutExceededException.class, e -> assertThat(e.limit()).isEqualTo(limit));
  }
}
