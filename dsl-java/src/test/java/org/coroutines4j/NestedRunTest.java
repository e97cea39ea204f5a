package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards what run and call do as programs, and inside another program. */
@Tag("exceptions")
class NestedRunTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void run_returnsWhenItsTasksHaveEnded_andCallReturnsTheValue() {
    CountDownLatch bodyEnded = new CountDownLatch(1);
    String value =
        Async.call(
            scope -> {
              scope.launch(
                  () -> {
                    bodyEnded.await();
                    events.add("task ended");
                  });
              LazyTaskTest.releaseWhenWaiting(bodyEnded);
              return "value";
            });
    assertThat(value).isEqualTo("value");
    assertThat(events).containsExactly("task ended");
  }

  @Test
  void run_insideATask_isANestedScopeOnItsThread_cancelledWithIt() {
    Async.run(
        scope -> {
          CountDownLatch running = new CountDownLatch(1);
          Task<?> task =
              scope.launch(
                  () -> {
                    Thread outer = Thread.currentThread();
                    try {
                      Async.run(
                          inner -> {
                            assertThat(Thread.currentThread()).isSameAs(outer);
                            inner.launch(
                                () -> {
                                  try {
                                    running.countDown();
                                    delayForEver();
                                  } finally {
                                    events.add("inner task ended");
                                  }
                                });
                          });
                    } finally {
                      events.add("inner run ended");
                    }
                  });
          running.await();
          task.cancel();
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
    assertThat(events).containsExactly("inner task ended", "inner run ended");
  }

  @Test
  void failureOfANestedRun_isThrownThere_andTheOuterOneContinues() {
    IllegalStateException failure = new IllegalStateException("boom");
    Async.run(
        scope -> {
          assertThat(
                  catchThrowable(
                      () ->
                          Async.run(
                              inner -> {
                                throw failure;
                              })))
              .isSameAs(failure);
          assertThat(scope.async(() -> "still open").await()).isEqualTo("still open");
        });
  }

  @Test
  void cancelledCaller_doesNotRunANestedProgram() {
    Async.run(
        scope ->
            scope
                .launch(
                    () -> {
                      Tasks.current().cancel();
                      assertThat(catchThrowable(() -> Async.run(inner -> events.add("ran"))))
                          .isInstanceOf(CancellationException.class);
                      events.add("refused");
                    })
                .join());
    assertThat(events).containsExactly("refused");
  }
}
