package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.scope.TaskScopeImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the failure of a coroutine that Kotlin's launch started in a scope is treated like
 * the failure of a task.
 */
@Tag("exceptions")
class CoroutineFailureTest {
  private final IllegalStateException failure = new IllegalStateException("boom");

  /** Kotlin's {@code scope.launch(CoroutineName("coroutine-1")) { throw failure }}. */
  private Job launchFailing(TaskScope scope) {
    return BuildersKt.launch(
        ((TaskScopeImpl) scope).scope.node,
        EmptyCoroutineContext.INSTANCE.plus(new CoroutineName("coroutine-1")),
        CoroutineStart.DEFAULT,
        (coroutineScope, k) -> {
          throw failure;
        });
  }

  private static void join(Job job) {
    CoroutineThreads.run(body -> body.await(job::join));
  }

  @Test
  void taskScope_isCancelled_andThrowsIt() {
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .run(
                            scope -> {
                              launchFailing(scope);
                              TaskScopeFailureTest.delayForEver();
                            })))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
  }

  @Test
  void supervisor_logsItAtOnce_andThrowsItAtTheEnd() {
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .named("shop")
                      .run(
                          scope -> {
                            join(launchFailing(scope));
                            assertThat(log.lines())
                                .containsExactly(
                                    "C4J-101: task 'coroutine-1' of scope 'shop' failed:"
                                        + " java.lang.IllegalStateException: boom");
                          }));
      assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void handlerOfTheUser_takesItForGood() {
    List<Task<?>> tasks = new CopyOnWriteArrayList<>();
    List<Throwable> handled = new CopyOnWriteArrayList<>();
    Async.supervisorScope()
        .onFailure(
            (task, thrown) -> {
              tasks.add(task);
              handled.add(thrown);
            })
        .run(scope -> launchFailing(scope));
    assertThat(handled).containsExactly(failure);
    assertThat(tasks)
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.name()).isEqualTo("coroutine-1");
              assertThat(task.isDone()).isTrue();
              assertThat(task.isCancelled()).isFalse();
              assertThat(task.awaitOutcome()).isEqualTo(new Outcome.Failure<>(failure));
            });
  }

  @Test
  void failureOfTheBody_isThrownFirst() {
    IllegalStateException ofTheBody = new IllegalStateException("body");
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.supervisorScope()
                      .run(
                          scope -> {
                            join(launchFailing(scope));
                            throw ofTheBody;
                          }));
      assertThat(thrown).isSameAs(ofTheBody);
      assertThat(thrown.getSuppressed()).containsExactly(failure);
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void coroutineThatCancelsItself_isNoFailure() {
    Async.run(
        scope ->
            BuildersKt.launch(
                ((TaskScopeImpl) scope).scope.node,
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.DEFAULT,
                (coroutineScope, k) -> {
                  throw new CancellationException("enough");
                }));
  }
}
