package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Guards that an unsupervised task of a task scope fails alone, and that its failure still reaches
 * exactly one place.
 */
class UnsupervisedTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final IllegalStateException broken = new IllegalStateException("broken");
  private final List<Object> log = new CopyOnWriteArrayList<>();

  private Task<Integer> failing(TaskScope scope) {
    return scope
        .unsupervised()
        .async(
            () -> {
              throw broken;
            });
  }

  @Test
  void failureThatIsAwaited_leavesTheScopeAndItsTasksAlone() {
    int value =
        taskScope()
            .call(
                scope -> {
                  Task<Integer> sibling = scope.async(() -> 7);
                  assertThatThrownBy(failing(scope)::await).isSameAs(broken);
                  assertThat(scope.isActive()).isTrue();
                  return sibling.await();
                });
    assertThat(value).isEqualTo(7);
  }

  @Test
  void failureThatNoCallerHandles_isThrownAtTheEnd_afterAllTasks() {
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          Task<Integer> failing = failing(scope);
                          failing.join();
                          scope.launch(() -> log.add("sibling"));
                        }))
        .isSameAs(broken);
    assertThat(log).containsExactly("sibling");
  }

  @Test
  void failedLaunch_isReportedToTheHandler_whichHandlesIt() {
    taskScope()
        .onFailure((task, failure) -> log.add(failure))
        .run(
            scope -> {
              Task<?> failing =
                  scope
                      .named("alone")
                      .unsupervised()
                      .launch(
                          () -> {
                            throw broken;
                          });
              failing.join();
              assertThat(failing.name()).isEqualTo("alone");
            });
    assertThat(log).containsExactly(broken);
  }

  @Test
  void failureOfAnOrdinaryTask_isThrown_withTheOthersSuppressed() {
    IOException disk = new IOException("disk full");
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          failing(scope).join();
                          Task<?> waiting =
                              scope
                                  .unsupervised()
                                  .launch(
                                      () -> {
                                        try {
                                          delay(LONG);
                                        } catch (CancellationException e) {
                                          log.add("cancelled");
                                          throw e;
                                        }
                                      });
                          scope.launch(
                              () -> {
                                while (!waiting.isActive()) {
                                  Thread.onSpinWait();
                                }
                                throw disk;
                              });
                        }))
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(disk)
        .hasSuppressedException(broken);
    assertThat(log).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void supervisorScope_hasOnlySuchTasks() {
    supervisorScope().run(scope -> assertThatThrownBy(failing(scope)::await).isSameAs(broken));
  }
}
