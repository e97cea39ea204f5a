package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that a scope closes what it uses after all its tasks have ended, in reverse order. */
@Tag("exceptions")
class UseTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private AutoCloseable closing(String name) {
    return () -> events.add("close " + name);
  }

  private AutoCloseable failing(String name, Exception failure) {
    return () -> {
      events.add("close " + name);
      throw failure;
    };
  }

  @Test
  void resources_areClosedLastFirst_afterAllTasksHaveEnded() {
    AutoCloseable resource = closing("first");
    Async.taskScope()
        .run(
            scope -> {
              assertThat(scope.use(resource)).isSameAs(resource);
              scope.use(closing("second"));
              CountDownLatch serving = new CountDownLatch(1);
              scope.background(
                  () -> {
                    try {
                      serving.countDown();
                      delayForEver();
                    } finally {
                      events.add("background ended");
                    }
                  });
              scope.launch(
                  () -> {
                    serving.await();
                    scope.use(closing("of a task"));
                    events.add("task ended");
                  });
              serving.await();
            });
    assertThat(events)
        .containsExactly(
            "task ended", "background ended", "close of a task", "close second", "close first");
  }

  @Test
  void resources_ofAFailedScope_areClosed_scopeFailureIsThrownFirst() {
    IllegalStateException failure = new IllegalStateException("body");
    IOException first = new IOException("first");
    IOException second = new IOException("second");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          scope.use(failing("first", first));
                          scope.use(failing("second", second));
                          throw failure;
                        }));
    assertThat(thrown).isSameAs(failure);
    assertThat(thrown.getSuppressed()).containsExactly(second, first);
    assertThat(events).containsExactly("close second", "close first");
  }

  @Test
  void closeFailure_inBothKindsOfScopes_isThrown_theRestIsClosed() {
    for (ScopeBlock block : List.of(Async.taskScope(), Async.supervisorScope())) {
      events.clear();
      IOException failure = new IOException("close");
      Throwable thrown =
          catchThrowable(
              () ->
                  block.run(
                      scope -> {
                        scope.use(closing("first"));
                        scope.use(failing("second", failure));
                      }));
      assertThat(thrown).isInstanceOf(UncheckedIOException.class).hasCause(failure);
      assertThat(events).containsExactly("close second", "close first");
    }
  }

  @Test
  void close_mayWait_andIsNotCancelled_whenTheScopeIs() {
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          scope.use(
                              () -> {
                                Async.ensureActive();
                                Async.delay(Duration.ofMillis(20));
                                Async.withTimeout(Duration.ofMinutes(1), () -> Async.yieldNow());
                                assertThat(Async.gather(() -> 1)).containsExactly(1);
                                events.add("closed");
                              });
                          scope.cancel("enough");
                        }));
    assertThat(thrown).isInstanceOf(CancellationException.class).hasMessage("enough");
    assertThat(events).containsExactly("closed");
  }

  @Test
  void useDuringAClose_isClosedNext() {
    Async.taskScope()
        .run(
            scope -> {
              scope.use(closing("first"));
              scope.use(
                  () -> {
                    events.add("close second");
                    scope.use(closing("late"));
                  });
            });
    assertThat(events).containsExactly("close second", "close late", "close first");
  }

  @Test
  void useAfterTheEnd_isClosedAtOnce_andRefused() {
    TaskScope[] ended = new TaskScope[1];
    Async.taskScope().run(scope -> ended[0] = scope);
    IOException failure = new IOException("close");
    Throwable thrown = catchThrowable(() -> ended[0].use(failing("late", failure)));
    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("has ended");
    assertThat(thrown.getSuppressed()).containsExactly(failure);
    assertThat(events).containsExactly("close late");
  }

  @Test
  void close_seesTheElementsOfTheScope() {
    ThreadLocal<String> local = ThreadLocal.withInitial(() -> "none");
    Async.taskScope()
        .with(ContextElement.threadLocal(local, "of the scope"))
        .run(
            scope -> {
              scope.use(() -> events.add(local.get()));
              scope.use(() -> Async.taskScope().run(inner -> events.add(local.get())));
            });
    assertThat(events).containsExactly("of the scope", "of the scope");
    assertThat(local.get()).isEqualTo("none");
  }

  @Test
  void wrapperThatDoesNotCall_keepsNothingFromBeingClosed() {
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .with(
                        ContextElement.around(
                            body -> {
                              if (events.isEmpty()) {
                                body.run();
                              }
                            }))
                    .run(
                        scope -> {
                          scope.use(closing("all the same"));
                          events.add("body");
                        }));
    assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageContaining("around");
    assertThat(events).containsExactly("body", "close all the same");
  }
}
