package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the failure handler gets unhandled failures: of a launch immediately, of an async
 * when the block ends.
 */
@Tag("exceptions")
class SupervisorReportingTest {
  private final List<Throwable> handled = new CopyOnWriteArrayList<>();
  private final IllegalStateException failure = new IllegalStateException("boom");

  private ScopeBlock handling() {
    return Async.supervisorScope().onFailure((task, thrown) -> handled.add(thrown));
  }

  private static ThrowingRunnable failing(RuntimeException thrown) {
    return () -> {
      throw thrown;
    };
  }

  @Test
  void failedLaunch_isLoggedAtOnceInOneLine_thrownAtTheEnd() {
    List<List<String>> loggedInTheBody = new ArrayList<>();
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .named("shop")
                      .run(
                          scope -> {
                            scope.named("order").launch(failing(failure)).join();
                            loggedInTheBody.add(log.lines());
                          }));
      assertThat(thrown).isSameAs(failure);
      assertThat(loggedInTheBody)
          .containsExactly(
              List.of(
                  "C4J-101: task 'order' of scope 'shop' failed: java.lang.IllegalStateException: boom"));
      assertThat(log.records())
          .singleElement()
          .satisfies(
              logged -> {
                assertThat(logged.getLevel()).isEqualTo(Level.WARNING);
                assertThat(logged.getThrown()).isNull();
                assertThat(logged.getMessage()).doesNotContain("\n");
              });
    }
  }

  @Test
  void failedAsync_isLoggedAndThrownAtTheEndOnly() {
    List<List<String>> loggedInTheBody = new ArrayList<>();
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            scope
                                .async(
                                    () -> {
                                      throw failure;
                                    })
                                .join();
                            loggedInTheBody.add(log.lines());
                          }));
      assertThat(thrown).isSameAs(failure);
      assertThat(loggedInTheBody).containsExactly(List.of());
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void failuresOfSeveralTasks_areThrownInTheOrderOfFailing() {
    IllegalStateException second = new IllegalStateException("second");
    AssertionError third = new AssertionError("third");
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            scope.launch(failing(failure)).join();
                            scope
                                .async(
                                    () -> {
                                      throw second;
                                    })
                                .join();
                            scope
                                .launch(
                                    () -> {
                                      throw third;
                                    })
                                .join();
                          }));
      assertThat(thrown).isSameAs(failure);
      assertThat(thrown.getSuppressed()).containsExactly(second, third);
      assertThat(log.lines()).hasSize(3);
    }
  }

  @Test
  void failureOfTheBody_isThrownFirst_unhandledOnesAreSuppressed() {
    IllegalStateException ofTheBody = new IllegalStateException("body");
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            scope.launch(failing(failure)).join();
                            throw ofTheBody;
                          }));
      assertThat(thrown).isSameAs(ofTheBody);
      assertThat(thrown.getSuppressed()).containsExactly(failure);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void failingChild_leavesItsSiblingsAndTheBodyAlone() {
    String value =
        handling()
            .call(
                scope -> {
                  Task<String> sibling = scope.async(() -> "untouched");
                  scope.launch(failing(failure)).join();
                  Async.ensureActive();
                  return sibling.await();
                });
    assertThat(value).isEqualTo("untouched");
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void failureOfTheBody_cancelsTheTasks() {
    Throwable thrown =
        catchThrowable(
            () ->
                Async.supervisorScope()
                    .run(
                        scope -> {
                          scope.launch(TaskScopeFailureTest::delayForEver);
                          throw failure;
                        }));
    assertThat(thrown).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void usersHandler_getsLaunchAtOnce_asyncAtTheEndOnTheBlocksThread() {
    List<String> events = new CopyOnWriteArrayList<>();
    Thread caller = Thread.currentThread();
    try (CapturedLog log = new CapturedLog()) {
      Async.supervisorScope()
          .onFailure(
              (task, thrown) ->
                  events.add(task.name() + " here: " + (Thread.currentThread() == caller)))
          .run(
              scope -> {
                scope.named("launch").launch(failing(failure)).join();
                scope
                    .named("async")
                    .async(
                        () -> {
                          throw new AssertionError("an error too");
                        })
                    .join();
                events.add("body ended");
              });
      assertThat(events).containsExactly("launch here: false", "body ended", "async here: true");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void handler_getsTheCheckedExceptionItself() {
    Exception checked = new IOException("checked");
    handling()
        .run(
            scope ->
                scope.launch(
                    () -> {
                      throw checked;
                    }));
    assertThat(handled).containsExactly(checked);
  }

  @Test
  void handler_mayStartTheFailedTaskAgain() {
    List<String> runs = new CopyOnWriteArrayList<>();
    TaskScope[] started = new TaskScope[1];
    ThrowingRunnable work =
        () -> {
          runs.add("run");
          if (runs.size() < 3) {
            throw failure;
          }
        };
    Async.supervisorScope()
        .onFailure((task, thrown) -> started[0].launch(work))
        .run(
            scope -> {
              started[0] = scope;
              scope.launch(work);
            });
    assertThat(runs).hasSize(3);
  }

  @Test
  void failingHandler_isLogged_andTheFailureStaysUnhandled() {
    IllegalArgumentException ofTheHandler = new IllegalArgumentException("handler");
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .named("shop")
                      .onFailure(
                          (task, t) -> {
                            throw ofTheHandler;
                          })
                      .run(scope -> scope.named("order").launch(failing(failure)).join()));
      assertThat(thrown).isSameAs(failure);
      assertThat(thrown.getSuppressed()).containsExactly(ofTheHandler);
      assertThat(log.lines())
          .containsExactly(
              "C4J-104: the failure handler of scope 'shop' failed:"
                  + " java.lang.IllegalArgumentException: handler",
              "C4J-101: task 'order' of scope 'shop' failed: java.lang.IllegalStateException: boom");
    }
  }

  @Test
  void handlerThatThrowsTheFailureItself_suppressesNothing() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .onFailure(
                          (task, t) -> {
                            throw failure;
                          })
                      .run(scope -> scope.launch(failing(failure))));
      assertThat(thrown).isSameAs(failure);
      assertThat(thrown.getSuppressed()).isEmpty();
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void manyFailedLaunches_areAllLogged_sixteenListed_restCounted() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            for (int i = 0; i < 40; i++) {
                              scope.launch(failing(new IllegalStateException("no " + i))).join();
                            }
                          }));
      assertThat(thrown).hasMessage("no 0");
      assertThat(thrown.getSuppressed()).hasSize(17);
      assertThat(thrown.getSuppressed()[15]).hasMessage("no 16");
      assertThat(thrown.getSuppressed()[16]).hasMessage("23 further failures");
      assertThat(log.lines()).hasSize(40);
    }
  }

  @Test
  void failedLaunch_amongManyAsyncsThatAreHandled_isThrown() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            List<Task<?>> awaited = new ArrayList<>();
                            for (int i = 0; i < 20; i++) {
                              awaited.add(
                                  scope.async(
                                      () -> {
                                        throw new IllegalStateException("awaited");
                                      }));
                            }
                            awaited.forEach(Task::join);
                            scope.launch(failing(failure)).join();
                            awaited.forEach(Task::awaitOutcome);
                          }));
      assertThat(thrown).isSameAs(failure);
      assertThat(thrown.getSuppressed()).isEmpty();
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void failuresOnlyCounted_areThrown_evenIfAllListedOnesAreHandled() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            List<Task<?>> tasks = new ArrayList<>();
                            for (int i = 0; i < 20; i++) {
                              Task<?> task = scope.launch(failing(failure));
                              task.join();
                              tasks.add(task);
                            }
                            tasks.subList(0, 17).forEach(Task::awaitOutcome);
                          }));
      assertThat(thrown).hasMessage("3 further failures");
      assertThat(log.lines()).hasSize(20);
    }
  }

  @Test
  void cancelledCleanupThatFails_isReported() {
    handling()
        .run(
            scope -> {
              CountDownLatch running = new CountDownLatch(1);
              Task<?> task =
                  scope.launch(
                      () -> {
                        try {
                          running.countDown();
                          TaskScopeFailureTest.delayForEver();
                        } catch (CancellationException e) {
                          throw failure;
                        }
                      });
              running.await();
              task.cancel();
              task.join();
              assertThat(task.isCancelled()).isFalse();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void cancelledTask_isNoFailure() {
    try (CapturedLog log = new CapturedLog()) {
      Async.supervisorScope()
          .run(scope -> scope.launch(TaskScopeFailureTest::delayForEver).cancel());
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void run_failsWithUnhandledFailures() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(catchThrowable(() -> Async.run(scope -> scope.launch(failing(failure)))))
          .isSameAs(failure);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("of scope 'run' failed: java.lang.IllegalStateException: boom");
    }
  }

  /** More than are kept unreported at a time. */
  @Test
  void manyFailuresThatAreAwaitedLate_areHandled() {
    int handled =
        Async.supervisorScope()
            .call(
                scope -> {
                  List<Task<Integer>> failing = new ArrayList<>();
                  for (int i = 0; i < 1_500; i++) {
                    failing.add(
                        scope.async(
                            () -> {
                              throw new IllegalStateException("awaited late");
                            }));
                  }
                  failing.forEach(Task::join);
                  int count = 0;
                  for (Task<Integer> task : failing) {
                    try {
                      count += task.await();
                    } catch (IllegalStateException e) {
                      count++;
                    }
                  }
                  return count;
                });
    assertThat(handled).isEqualTo(1_500);
  }
}
