package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.scope.TaskScopeImpl;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Test;

/** Guards how a service is closed gracefully, and by several threads. */
class ServiceScopeDrainTest {
  /** Longer than the tests may take: a wait that should end is found by their time limit. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Duration SHORT = Duration.ofMillis(20);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> events = new CopyOnWriteArrayList<>();

  private Thread start(Runnable code) {
    Thread thread = new Thread(code);
    thread.start();
    return thread;
  }

  @Test
  void runningAndQueuedTasks_end_andNothingIsLogged() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.builder("shop").maxConcurrent(1).maxQueued(2).open();
      scope.use(() -> events.add("closed"));
      Task<?> running = scope.launch(release::await);
      Task<?> queued = scope.launch(() -> events.add("queued"));
      Thread closer = start(() -> scope.closeGracefully(LONG, LONG));
      Poll.until(() -> Waits.isWaiting(closer));
      assertThat(scope.isActive()).isFalse();
      assertThat(scope.named("view").isActive()).isFalse();
      release.countDown();
      closer.join();
      assertThat(running.awaitOutcome().isSuccess()).isTrue();
      assertThat(queued.awaitOutcome().isSuccess()).isTrue();
      assertThat(events).containsExactly("queued", "closed");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void newTasks_areRefused_whileItDrains() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    scope.launch(release::await);
    Thread closer = start(() -> scope.closeGracefully(LONG, LONG));
    Poll.until(() -> !scope.isActive());
    for (TaskScope view : List.of(scope, scope.named("view"), scope.lazily())) {
      assertThatThrownBy(() -> view.launch(() -> {}))
          .isExactlyInstanceOf(RejectedExecutionException.class)
          .hasMessage("scope 'shop' is closing and takes no new tasks");
    }
    assertThatThrownBy(() -> scope.background(() -> {}))
        .isExactlyInstanceOf(RejectedExecutionException.class);
    release.countDown();
    closer.join();
    assertThatThrownBy(() -> scope.launch(() -> {}))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("scope 'shop' is closed; open a new one");
  }

  @Test
  void runningTask_mayOpenBlocks_andStartLazyTasks_whileItDrains() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    Task<Integer> lazy = scope.lazily().async(() -> 1);
    Task<Integer> task =
        scope.async(
            () -> {
              release.await();
              return lazy.await() + Async.gather(() -> 2, () -> 3).get(1);
            });
    Thread closer = start(() -> scope.closeGracefully(LONG, LONG));
    Poll.until(() -> !scope.isActive());
    release.countDown();
    closer.join();
    assertThat(task.await()).isEqualTo(4);
  }

  @Test
  void whatDoesNotEndInTime_isCancelled_andNamed() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.builder("shop").maxConcurrent(1).maxQueued(1).open();
      Task<?> slow = scope.named("slow").launch(TaskScopeFailureTest::delayForEver);
      Task<?> queued = scope.named("queued").launch(() -> events.add("queued"));
      scope.background(TaskScopeFailureTest::delayForEver);
      scope.closeGracefully(SHORT, LONG);
      assertThat(slow.isCancelled()).isTrue();
      assertThat(queued.isCancelled()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "C4J-201: scope 'shop' had not drained within PT0.02S, and cancels [slow, queued]");
    }
    assertThat(events).isEmpty();
  }

  @Test
  void manyTasksLeft_areAllNamed_inSeveralLines() {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
      for (int i = 0; i < 30; i++) {
        scope.named("t" + i).launch(TaskScopeFailureTest::delayForEver);
      }
      scope.closeGracefully(Duration.ZERO, LONG);
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).contains(" and cancels [t0, t1, ", "t19]");
      assertThat(log.lines().get(1)).contains(" and cancels [t20, t21, ", "t29]");
    }
  }

  @Test
  void stubbornTask_afterDrainAndGrace_isNamedTwice() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Task<?> stubborn;
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
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
      scope.closeGracefully(SHORT, SHORT);
      assertThat(log.lines())
          .containsExactly(
              "C4J-201: scope 'shop' had not drained within PT0.02S, and cancels [stubborn]",
              "C4J-202: scope 'shop' was closed, but did not end within PT0.02S: [stubborn]");
    } finally {
      release.countDown();
    }
    stubborn.join();
  }

  @Test
  void daemonAndUnstartedTasks_doNotHoldItUp() {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
      Task<?> daemon = scope.background(TaskScopeFailureTest::delayForEver);
      Task<?> lazy = scope.named("lazy").lazily().launch(() -> {});
      scope.launch(() -> {});
      scope.closeGracefully(LONG, LONG);
      assertThat(daemon.isCancelled()).isTrue();
      assertThat(lazy.isCancelled()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "C4J-103: lazy task 'lazy' of scope 'shop' was never started, and is cancelled");
    }
  }

  @Test
  void kotlinCoroutine_holdsItUp() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    Job coroutine =
        BuildersKt.launch(
            ((TaskScopeImpl) scope).scope.node,
            EmptyCoroutineContext.INSTANCE,
            CoroutineStart.DEFAULT,
            (coroutines, k) -> DelayKt.delay(50, k));
    scope.closeGracefully(LONG, LONG);
    assertThat(coroutine.isCompleted()).isTrue();
    assertThat(coroutine.isCancelled()).isFalse();
  }

  @Test
  void closeByItsOwnTask_isRefused_andTheScopeStaysOpen() {
    try (ServiceScope scope = ServiceScope.open("shop")) {
      Throwable thrown =
          scope.async(() -> catchThrowable(() -> scope.closeGracefully(LONG, LONG))).await();
      assertThat(thrown)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed by a task of its own");
      assertThat(scope.isActive()).isTrue();
    }
  }

  @Test
  void closeByItsFailureHandler_drainsWithoutIt() throws Exception {
    AtomicReference<ServiceScope> opened = new AtomicReference<>();
    CountDownLatch closed = new CountDownLatch(1);
    ServiceScope scope =
        ServiceScope.builder("shop")
            .onFailure((task, failure) -> opened.get().closeGracefully(LONG, LONG))
            .open();
    opened.set(scope);
    scope.use(closed::countDown);
    Task<?> running = scope.launch(release::await);
    scope
        .launch(
            () -> {
              throw new IllegalStateException("boom");
            })
        .join();
    assertThat(scope.isActive()).isFalse();
    assertThat(running.isActive()).isTrue();
    release.countDown();
    closed.await();
    assertThat(running.awaitOutcome().isSuccess()).isTrue();
  }

  @Test
  void failureHandler_duringACloseOfAnotherThread_doesNotDeadlock() throws Exception {
    AtomicReference<ServiceScope> opened = new AtomicReference<>();
    CountDownLatch inHandler = new CountDownLatch(1);
    ServiceScope scope =
        ServiceScope.builder("shop")
            .onFailure(
                (task, failure) -> {
                  inHandler.countDown();
                  Poll.untilEvenInterrupted(() -> !opened.get().isActive());
                  opened.get().closeGracefully(LONG, LONG);
                  opened.get().close(LONG);
                })
            .open();
    opened.set(scope);
    scope.launch(
        () -> {
          throw new IllegalStateException("boom");
        });
    inHandler.await();
    scope.closeGracefully(LONG, LONG);
    assertThat(scope.isActive()).isFalse();
  }

  @Test
  void closeDuringADrain_endsTheDrain_andBothWait() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
      Task<?> slow = scope.named("slow").launch(TaskScopeFailureTest::delayForEver);
      Thread closer = start(() -> scope.closeGracefully(LONG, LONG));
      Poll.until(() -> !scope.isActive());
      scope.close(LONG);
      closer.join();
      assertThat(slow.isCancelled()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "C4J-201: scope 'shop' was closed before it had drained, and cancels [slow]");
    }
  }

  @Test
  void secondClose_waitsUntilItIsClosed() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    CountDownLatch closing = new CountDownLatch(1);
    scope.use(
        () -> {
          closing.countDown();
          release.await();
          events.add("closed");
        });
    Thread first = start(scope::close);
    closing.await();
    List<Thread> others = new ArrayList<>();
    others.add(
        start(
            () -> {
              scope.close(LONG);
              events.add("second");
            }));
    others.add(
        start(
            () -> {
              scope.closeGracefully(LONG, LONG);
              events.add("second");
            }));
    Poll.until(() -> others.stream().allMatch(Waits::isWaiting));
    assertThat(events).isEmpty();
    release.countDown();
    first.join();
    for (Thread other : others) {
      other.join();
    }
    assertThat(events).containsExactly("closed", "second", "second");
  }

  @Test
  void resourceThatClosesTheScope_doesNotWaitForItself() {
    ServiceScope scope = ServiceScope.open("shop");
    scope.use(() -> events.add("first"));
    scope.use(() -> scope.close(LONG));
    scope.use(() -> scope.closeGracefully(LONG, LONG));
    scope.close();
    assertThat(events).containsExactly("first");
  }

  @Test
  void closesOfManyThreads_returnWhenItIsClosed() throws Exception {
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      ServiceScope scope = ServiceScope.open("shop");
      AtomicInteger closed = new AtomicInteger();
      AtomicInteger early = new AtomicInteger();
      scope.use(
          () -> {
            Pause.of(500);
            closed.incrementAndGet();
          });
      for (int i = 0; i < 3; i++) {
        scope.launch(() -> delayForEver());
      }
      List<Thread> closers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Duration drain = i == 0 ? null : Duration.ofMillis(i - 1);
        closers.add(
            start(
                () -> {
                  if (drain == null) {
                    scope.close(LONG);
                  } else {
                    scope.closeGracefully(drain, LONG);
                  }
                  if (closed.get() != 1) {
                    early.incrementAndGet();
                  }
                }));
      }
      for (Thread closer : closers) {
        closer.join();
      }
      assertThat(early).as("closes that returned before it was closed").hasValue(0);
      assertThat(closed).hasValue(1);
    }
  }

  @Test
  void closerThatGivesUp_leavesTheRestToTheOther() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    ServiceScope scope = ServiceScope.open("shop");
    scope.use(() -> events.add("closed"));
    scope.launch(
        () ->
            Async.nonCancellable(
                () -> {
                  running.countDown();
                  release.await();
                }));
    running.await();
    Thread patient = start(() -> scope.close(LONG));
    try (CapturedLog log = new CapturedLog()) {
      scope.close(SHORT);
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(events).isEmpty();
    release.countDown();
    patient.join();
    assertThat(events).containsExactly("closed");
  }
}
