package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that verbs with a void lambda do what the forms with a result do. */
@Tag("exceptions")
class VoidFormsTest {
  private final AtomicInteger calls = new AtomicInteger();

  private void tick() {
    calls.incrementAndGet();
  }

  private void failTwice() throws IOException {
    if (calls.incrementAndGet() <= 2) {
      throw new IOException("attempt " + calls);
    }
  }

  @Test
  void retry_runsTheBodyUntilItSucceeds() {
    Async.retry(RetryPolicy.maxAttempts(3), () -> failTwice());
    assertThat(calls).hasValue(3);
  }

  @Test
  void retry_withoutSuccess_throwsTheLastFailure() {
    ThrowingRunnable failing = this::failTwice;
    assertThat(catchThrowable(() -> Async.retry(RetryPolicy.maxAttempts(2), failing)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("attempt 2");
  }

  @Test
  void race_isWonByTheFirstThatSucceeds() {
    CountDownLatch failed = new CountDownLatch(1);
    Async.race(
        () -> {
          failed.countDown();
          failTwice();
        },
        () -> {
          failed.await();
          tick();
        },
        () -> {
          Async.delay(Duration.ofDays(1));
          tick();
        });
    assertThat(calls).hasValue(2);
  }

  @Test
  void gatherSettled_tellsHowEachBodyEnded() {
    IllegalStateException failure = new IllegalStateException("broken");
    ThrowingRunnable failing =
        () -> {
          throw failure;
        };
    List<Outcome<Void>> outcomes = Async.gatherSettled(this::tick, failing);
    assertThat(outcomes)
        .containsExactly(new Outcome.Success<>(null), new Outcome.Failure<>(failure));
    assertThat(calls).hasValue(1);
  }

  @Test
  void blocking_ofACancelledCaller_runsOnCancel() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stop = new CountDownLatch(1);
    Async.run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () ->
                      Async.blocking(
                          () -> {
                            begun.countDown();
                            stop.await();
                            tick();
                          },
                          () -> stop.countDown()));
          begun.await();
          task.cancel();
          task.join();
        });
    assertThat(stop.getCount()).isZero();
    assertThat(calls).hasValue(1);
  }

  @Test
  void noBodies_giveEmptyLists() {
    List<String> values = Async.gather();
    List<Outcome<String>> outcomes = Async.gatherSettled();
    assertThat(values).isEmpty();
    assertThat(outcomes).isEmpty();
  }
}
