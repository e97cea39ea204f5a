package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that gather returns the values of all bodies, and gatherSettled all outcomes. */
@Tag("exceptions")
class GatherTest {
  private final IllegalStateException failure = new IllegalStateException("boom");

  private static Object cancelSelf() {
    Tasks.current().cancel("I quit");
    return delayForEver();
  }

  @Test
  void values_comeInTheOrderOfTheBodies_whicheverEndsFirst() {
    CountDownLatch second = new CountDownLatch(1);
    List<String> values =
        Async.gather(
            () -> {
              second.await();
              return "first";
            },
            () -> {
              second.countDown();
              return "second";
            },
            () -> null);
    assertThat(values).isEqualTo(Arrays.asList("first", "second", null));
    assertThat(Async.<Object>gather(List.of())).isEmpty();
  }

  @Test
  void gather_ofACancelledBody_throwsTaskCancelledException() {
    assertThat(catchThrowable(() -> Async.gather(() -> "value", GatherTest::cancelSelf)))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessageContaining("I quit");
    assertThat(
            catchThrowable(() -> Async.mapConcurrent(List.of(1, 2), i -> GatherTest.cancelSelf())))
        .isInstanceOf(TaskCancelledException.class);
  }

  @Test
  void failingBody_cancelsTheOthers_whichAreWaitedFor() {
    List<String> events = new CopyOnWriteArrayList<>();
    CountDownLatch running = new CountDownLatch(1);
    Throwable thrown =
        catchThrowable(
            () ->
                Async.gather(
                    () -> {
                      try {
                        running.countDown();
                        delayForEver();
                      } finally {
                        Async.nonCancellable(() -> Async.delay(Duration.ofMillis(30)));
                        events.add("cancelled");
                      }
                    },
                    () -> {
                      running.await();
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure);
    assertThat(events).containsExactly("cancelled");
  }

  @Test
  void gatherSettled_tellsOfEach_valueFailureAndCancellation() {
    IOException checked = new IOException("checked");
    AssertionError error = new AssertionError("error");
    List<Outcome<Object>> outcomes =
        Async.gatherSettled(
            () -> "value",
            () -> {
              throw checked;
            },
            () -> {
              throw error;
            },
            GatherTest::cancelSelf,
            () -> {
              throw new CancellationException("foreign");
            });
    assertThat(outcomes.subList(0, 3))
        .containsExactly(
            new Outcome.Success<>("value"),
            new Outcome.Failure<>(checked),
            new Outcome.Failure<>(error));
    assertThat(outcomes.get(3))
        .isInstanceOfSatisfying(
            Outcome.Cancelled.class, c -> assertThat(c.reason()).hasMessageContaining("I quit"));
    assertThat(outcomes.get(4))
        .isInstanceOfSatisfying(
            Outcome.Failure.class,
            f -> assertThat(f.exception()).isInstanceOf(TaskFailedException.class));
  }

  /** Failures are what it returns; cancelled, it returns nothing, as any other call. */
  @Test
  void gatherSettled_thatIsCancelled_throwsCancellationNotAFailure() {
    CompletableFuture<Task<?>> failed = new CompletableFuture<>();
    Callable<Object> failing =
        () -> {
          failed.complete(Tasks.current());
          throw failure;
        };
    try (CapturedLog log = new CapturedLog()) {
      Async.run(
          scope -> {
            Task<?> task =
                scope.async(() -> Async.gatherSettled(TaskScopeFailureTest::delayForEver, failing));
            Poll.until(failed.get()::isDone); // what fails after the cancellation is reported
            task.cancel();
            task.join();
            assertThat(task.isCancelled()).isTrue();
          });
      assertThat(
              catchThrowable(
                  () ->
                      Async.withTimeout(
                          Duration.ofMillis(500),
                          () -> Async.gatherSettled(() -> delayForEver(), () -> throwing()))))
          .isInstanceOf(TimeoutExceededException.class);
      assertThat(log.lines()).isEmpty();
    }
  }

  private Object throwing() {
    throw failure;
  }
}
