package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a service lives until it is closed, reports failures as they happen, and keeps no
 * ended task.
 */
@Tag("exceptions")
class ServiceScopeTest {
  private final IllegalStateException failure = new IllegalStateException("boom");
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Object fail() {
    throw failure;
  }

  @Test
  void failures_areLoggedWhenTheyHappen_andNotThrownByClose() {
    try (CapturedLog log = new CapturedLog()) {
      try (ServiceScope scope = ServiceScope.open("shop")) {
        scope.named("launch").launch(this::fail).join();
        scope.named("async").async(this::fail).join();
        assertThat(log.lines())
            .containsExactly(
                "C4J-101: task 'launch' of scope 'shop' failed: java.lang.IllegalStateException: boom",
                "C4J-101: task 'async' of scope 'shop' failed: java.lang.IllegalStateException: boom");
        assertThat(scope.isActive()).isTrue();
      }
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void handler_handlesFailures_inPlaceOfTheLog() {
    try (CapturedLog log = new CapturedLog();
        ServiceScope scope =
            ServiceScope.builder("shop")
                .onFailure((task, thrown) -> events.add(task.name()))
                .open()) {
      scope.named("handled").launch(this::fail).join();
      assertThat(events).containsExactly("handled");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void handlerThatFails_losesNothing() {
    FailureHandler broken =
        (task, thrown) -> {
          throw new AssertionError("handler");
        };
    try (CapturedLog log = new CapturedLog();
        ServiceScope scope = ServiceScope.builder("shop").onFailure(broken).open()) {
      scope.named("logged").launch(this::fail).join();
      assertThat(log.lines())
          .containsExactly(
              "C4J-104: the failure handler of scope 'shop' failed: java.lang.AssertionError: handler",
              "C4J-101: task 'logged' of scope 'shop' failed: java.lang.IllegalStateException: boom");
    }
  }

  @Test
  void dispatcher_isThatOfTheTasks() {
    AtomicInteger running = new AtomicInteger();
    try (ServiceScope scope =
        ServiceScope.builder("shop").dispatcher(Dispatchers.eventLoop()).open()) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tasks.add(
            scope.async(
                () -> {
                  int now = running.incrementAndGet();
                  Thread.sleep(1);
                  running.decrementAndGet();
                  return now;
                }));
      }
      assertThat(Tasks.awaitAll(tasks)).containsOnly(1);
    }
  }

  @Test
  void failureThatATaskWaitsFor_isNotReported() throws Exception {
    CountDownLatch fail = new CountDownLatch(1);
    try (CapturedLog log = new CapturedLog();
        ServiceScope scope = ServiceScope.open("shop")) {
      Task<?> task =
          scope.async(
              () -> {
                fail.await();
                return fail();
              });
      Task<Throwable> waiter = scope.async(() -> catchThrowable(task::await));
      Waits.untilAwaited(task);
      fail.countDown();
      assertThat(waiter.await()).isSameAs(failure);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void close_cancelsTheTasks_waitsForThem_andThenClosesWhatIsInUse() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    CountDownLatch running = new CountDownLatch(1);
    scope.use(() -> events.add("close first"));
    scope.use(() -> events.add("close second"));
    Task<?> task =
        scope.launch(
            () -> {
              try {
                running.countDown();
                delayForEver();
              } finally {
                events.add("task ended");
              }
            });
    running.await();
    scope.close();
    assertThat(events).containsExactly("task ended", "close second", "close first");
    assertThat(task.isCancelled()).isTrue();
    assertThat(scope.isActive()).isFalse();
    scope.close();
    assertThat(events).hasSize(3);
    assertThat(catchThrowable(() -> scope.launch(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("scope 'shop' is closed; open a new one");
    assertThat(catchThrowable(() -> scope.use(() -> events.add("late"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("scope 'shop' is closed; open a new one");
  }

  @Test
  void newTask_whileACloseWaits_isToldThatTheScopeIsClosing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ServiceScope scope = ServiceScope.open("shop");
    scope.launch(
        () -> {
          running.countDown();
          nonCancellable(() -> release.await());
        });
    running.await();
    try (CapturedLog log = new CapturedLog()) {
      scope.close(Duration.ZERO); // the task is still there
      assertThat(catchThrowable(() -> scope.launch(() -> {})))
          .isInstanceOf(CancellationException.class)
          .hasMessage("scope 'shop' is closing and takes no new tasks");
      assertThat(log.lines()).hasSize(1);
    }
    release.countDown();
  }

  @Test
  void task_thatOutlastsTheGraceTime_isNamed_resourcesCloseAtItsEnd() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Task<?> stubborn;
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
      scope.use(closed::countDown);
      stubborn =
          scope
              .named("stubborn")
              .launch(
                  () ->
                      Async.nonCancellable(
                          () -> {
                            running.countDown();
                            release.await();
                          }));
      running.await();
      scope.close(Duration.ofMillis(20));
      assertThat(log.lines())
          .containsExactly(
              "C4J-202: scope 'shop' was closed, but did not end within PT0.02S: [stubborn]");
      assertThat(closed.getCount()).isEqualTo(1);
    } finally {
      release.countDown();
    }
    stubborn.join();
    closed.await();
  }

  @Test
  void failureAfterTheGraceTime_isStillReported() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ServiceScope scope =
        ServiceScope.builder("shop")
            .onFailure((task, thrown) -> events.add("reported " + thrown.getMessage()))
            .open();
    Task<?> task =
        scope.launch(
            () ->
                Async.nonCancellable(
                    () -> {
                      running.countDown();
                      release.await();
                      fail();
                    }));
    running.await();
    try (CapturedLog log = new CapturedLog()) {
      scope.close(Duration.ZERO);
      assertThat(log.lines()).hasSize(1);
    }
    release.countDown();
    task.join();
    assertThat(events).containsExactly("reported boom");
  }

  @Test
  void failureOfAClose_isThrownByTheCloseOfTheScope() {
    IOException ofClose = new IOException("close");
    ServiceScope scope = ServiceScope.open("shop");
    scope.use(
        () -> {
          throw ofClose;
        });
    assertThat(catchThrowable(scope::close))
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(ofClose);
    scope.close();
  }

  @Test
  void close_isNoCancellationPoint() {
    ServiceScope scope = ServiceScope.open("shop");
    scope.launch(TaskScopeFailureTest::delayForEver);
    Async.run(
        program ->
            program
                .launch(
                    () -> {
                      Tasks.current().cancel();
                      scope.close();
                      events.add("closed");
                    })
                .join());
    assertThat(events).containsExactly("closed");
    assertThat(scope.isActive()).isFalse();
  }

  @Test
  void closeByATaskOfItsOwn_isRefused_fromInnerBlocksToo() {
    try (ServiceScope scope = ServiceScope.open("shop")) {
      Task<?> task =
          scope.async(
              () -> {
                for (Throwable thrown :
                    List.of(
                        catchThrowable(scope::close),
                        Async.taskScope().call(inner -> catchThrowable(scope::close)),
                        Async.withContext(Dispatchers.cpu(), () -> catchThrowable(scope::close)))) {
                  assertThat(thrown)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("closed by a task of its own");
                }
                return null;
              });
      task.await();
      assertThat(scope.isActive()).isTrue();
    }
  }

  @Test
  void negativeGrace_isRefused_andTheScopeStaysOpen() {
    try (ServiceScope scope = ServiceScope.open("shop")) {
      assertThat(catchThrowable(() -> scope.close(Duration.ofMillis(-1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("grace");
      assertThat(scope.isActive()).isTrue();
    }
  }

  @Test
  void cancelledService_startsNothingMore_andCanBeClosed() {
    try (ServiceScope scope = ServiceScope.open("shop")) {
      Task<?> task = scope.launch(TaskScopeFailureTest::delayForEver);
      scope.cancel("strike");
      task.join();
      assertThat(task.awaitOutcome())
          .isInstanceOfSatisfying(
              Outcome.Cancelled.class, c -> assertThat(c.reason()).hasMessageContaining("strike"));
      assertThat(catchThrowable(() -> scope.launch(() -> {})))
          .isInstanceOf(CancellationException.class);
    }
  }
}
