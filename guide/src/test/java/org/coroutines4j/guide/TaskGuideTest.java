package org.coroutines4j.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ScopeBlock;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncEvent;
import org.junit.jupiter.api.Test;

/** Guards what the tables of the page about tasks say. */
class TaskGuideTest {
  private final IllegalStateException failure = new IllegalStateException("boom");
  private final List<String> events = new ArrayList<>();

  private Void fail() {
    throw failure;
  }

  @Test
  void failureInRun_isThrownWhenTheOtherTasksHaveEnded() {
    AsyncEvent failed = new AsyncEvent();
    assertThatThrownBy(
            () ->
                run(
                    scope -> {
                      Task<Void> bad = scope.async(this::fail);
                      bad.join(); // does not handle the failure
                      failed.set();
                      scope.launch(
                          () -> {
                            failed.await();
                            delay(ofMillis(5));
                            events.add("other task");
                          });
                    }))
        .isSameAs(failure);
    assertThat(events).containsExactly("other task");
  }

  @Test
  void handledFailure_isThrownByATaskScopeOnly() {
    handleFailureIn(supervisorScope());
    run(scope -> handle(scope.async(this::fail)));
    assertThatThrownBy(() -> handleFailureIn(taskScope())).isSameAs(failure);
  }

  private void handleFailureIn(ScopeBlock block) {
    block.run(scope -> handle(scope.async(this::fail)));
  }

  private void handle(Task<?> task) {
    try {
      task.await();
    } catch (IllegalStateException e) {
      events.add("handled");
    }
  }

  @Test
  void failureOfItsOwnCode_cancelsTheTasksOfEachBlock() {
    for (ScopeBlock block : List.of(supervisorScope(), taskScope())) {
      assertThatThrownBy(() -> block.run(scope -> failBesideATask(scope::launch)))
          .isSameAs(failure);
    }
    assertThatThrownBy(() -> run(scope -> failBesideATask(scope::launch))).isSameAs(failure);
    assertThat(events).containsExactly("cancelled", "cancelled", "cancelled");
  }

  private interface Launcher {
    Task<?> launch(ThrowingRunnable body);
  }

  private void failBesideATask(Launcher launcher) {
    AsyncEvent begun = new AsyncEvent();
    launcher.launch(
        () -> {
          try {
            begun.set();
            delay(ofSeconds(60));
          } catch (CancellationException e) {
            events.add("cancelled");
            throw e;
          }
        });
    begun.await();
    fail();
  }

  @Test
  void checkedException_isWrappedForCallersAndNotForPolicies() {
    int[] attempts = {0};
    RetryPolicy policy =
        RetryPolicy.maxAttempts(2)
            .retryOn(IOException.class, TimeoutException.class)
            .onRetry((attempt, thrown, wait) -> events.add(thrown.getClass().getSimpleName()));
    run(
        scope ->
            assertThatThrownBy(
                    () ->
                        retry(
                            policy,
                            () -> {
                              attempts[0]++;
                              Task<Void> task =
                                  scope.async(
                                      () -> {
                                        throw attempts[0] == 1
                                            ? new IOException("io")
                                            : new TimeoutException("checked");
                                      });
                              return task.await();
                            }))
                .isInstanceOf(TaskFailedException.class)
                .hasCauseInstanceOf(TimeoutException.class));
    assertThat(events).containsExactly("IOException");
  }

  @Test
  void awaitOfACancelledTask_throwsACancellation() {
    run(
        scope -> {
          Task<?> task = scope.launch(() -> delay(ofSeconds(60)));
          task.cancel();
          assertThatThrownBy(task::await)
              .isInstanceOf(TaskCancelledException.class)
              .isInstanceOf(CancellationException.class);
        });
  }

  @Test
  void block_thatIsLate_returnsItsValueOrThrowsItsFailure() {
    assertThat(withTimeout(ofMillis(1), () -> nonCancellable(TaskGuideTest::lateValue)))
        .isEqualTo("value");
    assertThatThrownBy(() -> withTimeout(ofMillis(1), this::failInFinally))
        .isSameAs(failure)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .hasAtLeastOneElementOfType(TimeoutExceededException.class));
  }

  private static String lateValue() {
    delay(ofMillis(20));
    return "value";
  }

  private Void failInFinally() {
    try {
      delay(ofSeconds(60));
      return null;
    } catch (CancellationException e) {
      throw failure;
    }
  }

  @Test
  void race_releasesTheValueOfALoser() {
    AsyncEvent begun = new AsyncEvent();
    String first =
        race(
            unused -> events.add("release " + unused),
            () -> {
              begun.await();
              return "a";
            },
            () ->
                nonCancellable(
                    () -> {
                      begun.set();
                      delay(ofMillis(50));
                      return "b";
                    }));
    assertThat(List.of(first, events.get(0)))
        .isIn(List.of("a", "release b"), List.of("b", "release a"));
  }
}
