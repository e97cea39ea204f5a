package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that a task scope throws its first failure, with the later ones suppressed on it. */
@Tag("exceptions")
class TaskScopeFailureTest {
  private static final int MOST_LISTED = 16;

  private static IllegalStateException failure(int i) {
    return new IllegalStateException("failure " + i);
  }

  /**
   * Starts a task for each failure; the first fails immediately, each other one after its
   * predecessor.
   */
  private static void failInOrder(TaskScope scope, List<? extends Exception> failures) {
    List<CountDownLatch> failed = new ArrayList<>();
    CountDownLatch allRunning = new CountDownLatch(failures.size());
    for (int i = 0; i < failures.size(); i++) {
      failed.add(new CountDownLatch(1));
    }
    for (int i = 0; i < failures.size(); i++) {
      int n = i;
      scope
          .async(
              () -> {
                allRunning.countDown();
                return Async.nonCancellable(
                    () -> {
                      allRunning.await();
                      if (n > 0) {
                        failed.get(n - 1).await();
                      }
                      throw failures.get(n);
                    });
              })
          .onCompletion(outcome -> failed.get(n).countDown());
    }
  }

  @Test
  void laterFailures_areSuppressedInTheOrderOfFailing() {
    List<IllegalStateException> failures = List.of(failure(0), failure(1), failure(2), failure(3));
    Throwable thrown =
        catchThrowable(() -> Async.taskScope().run(scope -> failInOrder(scope, failures)));
    assertThat(thrown).isSameAs(failures.get(0));
    assertThat(thrown.getSuppressed())
        .containsExactly(failures.subList(1, 4).toArray(Throwable[]::new));
  }

  @Test
  void sixteenLaterFailures_areAllListed_withoutACount() {
    List<IllegalStateException> failures = new ArrayList<>();
    for (int i = 0; i <= MOST_LISTED; i++) {
      failures.add(failure(i));
    }
    Throwable thrown =
        catchThrowable(() -> Async.taskScope().run(scope -> failInOrder(scope, failures)));
    assertThat(thrown.getSuppressed())
        .containsExactly(failures.subList(1, failures.size()).toArray(Throwable[]::new));
  }

  @Test
  void moreThanSixteenLaterFailures_areCounted() {
    List<IllegalStateException> failures = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      failures.add(failure(i));
    }
    Throwable thrown =
        catchThrowable(() -> Async.taskScope().run(scope -> failInOrder(scope, failures)));
    Throwable[] suppressed = thrown.getSuppressed();
    assertThat(suppressed).hasSize(MOST_LISTED + 1).startsWith(failures.get(1), failures.get(2));
    assertThat(suppressed[MOST_LISTED]).hasMessage("23 further failures");
  }

  /** kotlinx tells a parent twice of a child that fails while it is not cancelled yet. */
  @Test
  void manyThatFailConcurrently_areEachCountedOnce() {
    int tasks = 30;
    Rounds rounds = Rounds.atLeast(20);
    while (rounds.next()) {
      CyclicBarrier start = new CyclicBarrier(tasks);
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.taskScope()
                      .run(
                          scope -> {
                            for (int i = 0; i < tasks; i++) {
                              int n = i;
                              scope.launch(
                                  () ->
                                      Async.nonCancellable(
                                          () -> {
                                            start.await();
                                            throw failure(n);
                                          }));
                            }
                          }));
      Throwable[] suppressed = thrown.getSuppressed();
      assertThat(suppressed).hasSize(MOST_LISTED + 1).doesNotHaveDuplicates();
      assertThat(suppressed[MOST_LISTED])
          .hasMessage((tasks - 1 - MOST_LISTED) + " further failures");
    }
  }

  @Test
  void sameObject_thrownByAllTasks_isThrownOnce_nothingSuppressed() {
    IllegalStateException same = failure(0);
    Throwable thrown =
        catchThrowable(
            () -> Async.taskScope().run(scope -> failInOrder(scope, List.of(same, same, same))));
    assertThat(thrown).isSameAs(same);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void failure_rethrownByTheAwaitingBody_isNotSuppressedOnItself() {
    IOException checked = new IOException("of the task");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          Task<Object> task =
                              scope.async(
                                  () -> {
                                    throw checked;
                                  });
                          Async.nonCancellable(task::await);
                        }));
    assertThat(thrown).isInstanceOf(UncheckedIOException.class).hasCause(checked);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  /** HttpClient's refused connection has none. */
  @Test
  void checkedFailureWithoutMessage_isNamedByItsClass() {
    Throwable thrown =
        catchThrowable(
            () ->
                Async.call(
                    scope -> {
                      throw new ConnectException();
                    }));
    assertThat(thrown)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("java.net.ConnectException");
  }

  @Test
  void laterCheckedFailure_rethrownByItsWaiter_isSuppressedOnce() {
    IllegalStateException first = failure(0);
    IOException later = new IOException("later");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          CountDownLatch running = new CountDownLatch(2);
                          Task<Object> failing =
                              scope.async(
                                  () -> {
                                    running.countDown();
                                    try {
                                      return delayForEver();
                                    } catch (CancellationException e) {
                                      throw later;
                                    }
                                  });
                          scope.async(
                              () -> {
                                running.countDown();
                                return Async.nonCancellable(failing::await);
                              });
                          running.await();
                          throw first;
                        }));
    assertThat(thrown).isSameAs(first);
    assertThat(thrown.getSuppressed()).containsExactly(later);
  }

  @Test
  void failingTask_cancelsItsSiblingsAndTheBody_andAllAreWaitedFor() {
    IllegalStateException first = failure(1);
    List<String> ended = new java.util.concurrent.CopyOnWriteArrayList<>();
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          CountDownLatch running = new CountDownLatch(1);
                          scope.launch(
                              () -> {
                                try {
                                  running.countDown();
                                  delayForEver();
                                } finally {
                                  Async.nonCancellable(
                                      () -> Async.delay(java.time.Duration.ofMillis(50)));
                                  ended.add("sibling");
                                }
                              });
                          running.await();
                          scope.launch(
                              () -> {
                                throw first;
                              });
                          try {
                            delayForEver();
                          } finally {
                            ended.add("body");
                          }
                        }));
    assertThat(thrown).isSameAs(first);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(ended).containsExactlyInAnyOrder("body", "sibling");
  }

  @Test
  void cleanupFailure_ofACancelledScope_isThrownNotTheCancellation() {
    IllegalStateException cleanup = failure(1);
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          CountDownLatch running = new CountDownLatch(1);
                          scope.launch(
                              () -> {
                                try {
                                  running.countDown();
                                  delayForEver();
                                } finally {
                                  throwIt(cleanup);
                                }
                              });
                          running.await();
                          scope.cancel("enough");
                        }));
    assertThat(thrown).isSameAs(cleanup);
  }

  @Test
  void scopeThatCancelsItself_throwsTheCancellationWithItsReason() {
    assertThat(catchThrowable(() -> Async.taskScope().run(scope -> scope.cancel("enough"))))
        .isInstanceOf(CancellationException.class)
        .hasMessage("enough");
  }

  @Test
  void failureOfANestedScope_isThrownByTheOuterOneAsTheSameObject() {
    IllegalStateException first = failure(1);
    IllegalStateException second = failure(2);
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        outer ->
                            outer.launch(
                                () ->
                                    Async.taskScope()
                                        .run(
                                            inner -> failInOrder(inner, List.of(first, second))))));
    assertThat(thrown).isSameAs(first);
    assertThat(thrown.getSuppressed()).containsExactly(second);
  }

  @Test
  void failuresOfATaskScope_areNotLogged() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable unused =
          catchThrowable(
              () ->
                  Async.taskScope()
                      .run(scope -> failInOrder(scope, List.of(failure(0), failure(1)))));
      assertThat(log.lines()).isEmpty();
    }
  }

  /** A failure must be told of even if it cannot be described. */
  @Test
  void failureWhoseTextFails_isThrown_andNothingHangs() {
    RuntimeException hostile = new Hostile();
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .run(
                            scope -> {
                              scope.launch(
                                  () -> {
                                    throw hostile;
                                  });
                              delayForEver();
                            })))
        .matches(thrown -> thrown == hostile, "the failure itself");
  }

  static Object delayForEver() {
    Async.delay(java.time.Duration.ofDays(1));
    return "never";
  }

  static void throwIt(RuntimeException failure) {
    throw failure;
  }

  /** An exception with a bug in its message. */
  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }
  }
}
