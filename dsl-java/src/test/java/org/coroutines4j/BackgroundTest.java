package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.LazyTaskTest.releaseWhenWaiting;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that background tasks are cancelled when all ordinary tasks of their scope have ended. */
@Tag("exceptions")
class BackgroundTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private void serve(CountDownLatch serving) {
    try {
      serving.countDown();
      delayForEver();
    } finally {
      events.add("background cleaned up");
    }
  }

  @Test
  void backgroundTask_whenAllOthersHaveEnded_isCancelledAndAwaited() {
    CountDownLatch bodyEnded = new CountDownLatch(1);
    Task<?>[] background = new Task<?>[1];
    Async.taskScope()
        .run(
            scope -> {
              CountDownLatch serving = new CountDownLatch(1);
              background[0] = scope.background(() -> serve(serving));
              serving.await();
              scope.launch(
                  () -> {
                    bodyEnded.await();
                    events.add("task ended");
                  });
              releaseWhenWaiting(bodyEnded);
            });
    assertThat(events).containsExactly("task ended", "background cleaned up");
    assertThat(background[0].isCancelled()).isTrue();
  }

  @Test
  void backgroundTaskAlone_keepsNoScopeFromEnding() {
    Async.run(scope -> scope.background(TaskScopeFailureTest::delayForEver));
    Async.supervisorScope().run(scope -> scope.background(TaskScopeFailureTest::delayForEver));
  }

  @Test
  void backgroundTask_startedAfterTheBodyEnded_isCancelledAtTheEnd() {
    CountDownLatch bodyEnded = new CountDownLatch(1);
    CompletableFuture<Task<?>> background = new CompletableFuture<>();
    Async.taskScope()
        .run(
            scope -> {
              scope.launch(
                  () -> {
                    bodyEnded.await();
                    CountDownLatch serving = new CountDownLatch(1);
                    background.complete(scope.background(() -> serve(serving)));
                    serving.await();
                  });
              releaseWhenWaiting(bodyEnded);
            });
    assertThat(events).containsExactly("background cleaned up");
    assertThat(background.join().isCancelled()).isTrue();
  }

  @Test
  void taskStartedByABackgroundTaskWhileTheScopeEnds_isWaitedFor() {
    Async.taskScope()
        .run(
            scope -> {
              CountDownLatch serving = new CountDownLatch(1);
              scope.background(
                  () -> {
                    try {
                      serve(serving);
                    } finally {
                      scope.launch(() -> events.add("last words"));
                    }
                  });
              serving.await();
            });
    assertThat(events).containsExactly("background cleaned up", "last words");
  }

  @Test
  void backgroundTaskStartedWhileTheScopeEnds_isCancelledAtOnce() {
    List<Task<?>> late = new CopyOnWriteArrayList<>();
    try (CapturedLog log = new CapturedLog()) {
      Async.taskScope()
          .run(
              scope -> {
                CountDownLatch serving = new CountDownLatch(1);
                scope.background(
                    () -> {
                      try {
                        serve(serving);
                      } finally {
                        late.add(scope.background(TaskScopeFailureTest::delayForEver));
                        late.add(scope.lazily().background(TaskScopeFailureTest::delayForEver));
                        late.add(scope.lazily().async(TaskScopeFailureTest::delayForEver));
                      }
                    });
                serving.await();
              });
      assertThat(late).hasSize(3).allMatch(Task::isCancelled);
      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("never started"));
    }
  }

  @Test
  void failingBackgroundTask_failsATaskScope_supervisorReportsIt() {
    IllegalStateException failure = new IllegalStateException("boom");
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .run(
                            scope -> {
                              scope.background(() -> TaskScopeFailureTest.throwIt(failure));
                              delayForEver();
                            })))
        .isSameAs(failure);
    List<Throwable> handled = new CopyOnWriteArrayList<>();
    Async.supervisorScope()
        .onFailure((task, thrown) -> handled.add(thrown))
        .run(scope -> scope.background(() -> TaskScopeFailureTest.throwIt(failure)).join());
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void cleanupFailureOfACancelledBackgroundTask_isThrown() {
    IllegalStateException failure = new IllegalStateException("cleanup");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          CountDownLatch serving = new CountDownLatch(1);
                          scope.background(
                              () -> {
                                try {
                                  serve(serving);
                                } finally {
                                  TaskScopeFailureTest.throwIt(failure);
                                }
                              });
                          serving.await();
                        }));
    assertThat(thrown).isSameAs(failure);
  }
}
