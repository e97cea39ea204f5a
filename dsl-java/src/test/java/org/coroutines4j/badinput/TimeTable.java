package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;

/** The verbs of {@link Async} that take a time. Only configuration may not be negative. */
final class TimeTable extends Table {
  TimeTable() {
    withTimeout();
    withTimeoutOrEmpty();
    tryWithTimeout();
    method(Async.class, "delay", Duration.class)
        .nulls("d", w -> Async.delay(null))
        .accepts("d zero: returns at once", w -> Async.delay(Duration.ZERO))
        .accepts("d negative: returns at once", w -> Async.delay(World.NEGATIVE))
        .accepts("d too large: waits for ever", w -> timesOut(() -> Async.delay(World.FOR_EVER)))
        .waits(w -> Async.delay(Duration.ZERO))
        .waits(w -> Async.delay(World.LONG));
    method(Async.class, "yieldNow").waits(w -> Async.yieldNow());
    method(Async.class, "awaitCancellation").waits(w -> Async.awaitCancellation());
    cannotFail(Async.class, "ensureActive");
    cannotFail(Async.class, "timeLeft");
  }

  private void withTimeout() {
    method(Async.class, "withTimeout", Duration.class, Callable.class)
        .nulls("limit", w -> Async.withTimeout(null, w.body()))
        .nulls("body", w -> Async.withTimeout(World.LONG, (Callable<String>) null))
        .throwing(
            "limit zero: the body does not run",
            TimeoutExceededException.class,
            w -> Async.withTimeout(Duration.ZERO, w.body()),
            "PT0S")
        .throwing(
            "limit negative: the body does not run",
            TimeoutExceededException.class,
            w -> Async.withTimeout(World.NEGATIVE, w.body()),
            "PT-0.005S")
        .accepts(
            "limit too large: is none",
            w -> assertThat(Async.<Integer>withTimeout(World.FOR_EVER, () -> 1)).isEqualTo(1))
        .accepts(
            "on a borrowed thread",
            w -> WhereTable.borrowed(w, () -> Async.withTimeout(World.LONG, () -> 1)))
        .blocks(w -> Async.withTimeout(World.LONG, w.body()));
    method(Async.class, "withTimeout", Duration.class, ThrowingRunnable.class)
        .nulls("limit", w -> Async.withTimeout(null, w.action()))
        .nulls("body", w -> Async.withTimeout(World.LONG, (ThrowingRunnable) null))
        .throwing(
            "limit negative: the body does not run",
            TimeoutExceededException.class,
            w -> Async.withTimeout(World.NEGATIVE, w.action()),
            "PT-0.005S")
        .blocks(w -> Async.withTimeout(World.LONG, w.action()));
  }

  private void withTimeoutOrEmpty() {
    method(Async.class, "withTimeoutOrEmpty", Duration.class, Callable.class)
        .nulls("limit", w -> Async.withTimeoutOrEmpty(null, w.body()))
        .nulls("body", w -> Async.withTimeoutOrEmpty(World.LONG, null))
        .accepts(
            "limit zero: the body does not run",
            w -> assertThat(Async.withTimeoutOrEmpty(Duration.ZERO, w.body())).isEmpty())
        .accepts(
            "limit negative: the body does not run",
            w -> assertThat(Async.withTimeoutOrEmpty(World.NEGATIVE, w.body())).isEmpty())
        .accepts(
            "limit too large: is none",
            w -> assertThat(Async.withTimeoutOrEmpty(World.FOR_EVER, () -> 1)).contains(1))
        .blocks(w -> Async.withTimeoutOrEmpty(World.LONG, w.body()));
  }

  private void tryWithTimeout() {
    method(Async.class, "tryWithTimeout", Duration.class, ThrowingRunnable.class)
        .nulls("limit", w -> Async.tryWithTimeout(null, w.action()))
        .nulls("body", w -> Async.tryWithTimeout(World.LONG, null))
        .accepts(
            "limit zero: the body does not run",
            w -> assertThat(Async.tryWithTimeout(Duration.ZERO, w.action())).isFalse())
        .accepts(
            "limit negative: the body does not run",
            w -> assertThat(Async.tryWithTimeout(World.NEGATIVE, w.action())).isFalse())
        .accepts(
            "limit too large: is none",
            w -> assertThat(Async.tryWithTimeout(World.FOR_EVER, () -> {})).isTrue())
        .blocks(w -> Async.tryWithTimeout(World.LONG, w.action()));
  }

  static void timesOut(ThrowingRunnable wait) {
    assertThatThrownBy(() -> Async.withTimeout(World.SHORT, wait))
        .isInstanceOf(TimeoutExceededException.class);
  }
}
