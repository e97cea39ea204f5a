package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Job;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.TaskScopeImpl;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/**
 * Guards that a service runs no more tasks concurrently than its limit, and refuses tasks that it
 * has no room for.
 */
class AdmissionTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> events = new CopyOnWriteArrayList<>();

  private static ServiceScope open(int maxConcurrent, int maxQueued) {
    return ServiceScope.builder("shop").maxConcurrent(maxConcurrent).maxQueued(maxQueued).open();
  }

  private Task<?> occupy(TaskScope scope) {
    return scope.named("occupier").launch(release::await);
  }

  private Task<?> say(TaskScope scope, String name) {
    return scope.named(name).launch(() -> events.add(name));
  }

  private static void assertRefused(ThrowingRunnable call, String... message) {
    assertThatThrownBy(call::run)
        .isExactlyInstanceOf(RejectedExecutionException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void queuedTasks_startInOrder_whenOneEnds() {
    try (ServiceScope scope = open(1, 10)) {
      Task<?> first = occupy(scope);
      List<Task<?>> queued = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        queued.add(say(scope, "queued " + i));
      }
      assertThat(events).isEmpty();
      assertThat(first.isDone()).isFalse();
      release.countDown();
      queued.forEach(Task::await);
      assertThat(events)
          .containsExactly("queued 0", "queued 1", "queued 2", "queued 3", "queued 4");
    }
  }

  @Test
  void fullScope_refuses_withItsNameAndTheNumbers() {
    try (ServiceScope scope = open(2, 1)) {
      occupy(scope);
      occupy(scope);
      say(scope, "queued");
      String[] message = {"scope 'shop' is full: 2 of 2 running, 1 of 1 queued"};
      assertRefused(() -> say(scope, "refused"), message);
      assertRefused(() -> scope.async(() -> "refused"), message);
      release.countDown();
    }
  }

  @Test
  void withoutMaxQueued_noTaskIsQueued() {
    try (ServiceScope scope = ServiceScope.builder("shop").maxConcurrent(1).open()) {
      occupy(scope);
      assertRefused(() -> say(scope, "refused"), "1 of 1 running, 0 of 0 queued");
      release.countDown();
    }
  }

  @Test
  void views_shareTheLimit() {
    try (ServiceScope scope = open(1, 0)) {
      occupy(scope.on(Dispatchers.io()));
      for (TaskScope view :
          List.of(scope.named("view"), scope.on(Dispatchers.cpu()), scope.with())) {
        assertRefused(() -> view.launch(() -> {}), "is full");
      }
      release.countDown();
    }
  }

  @Test
  void placeIsFree_whenATaskCanBeSeenToHaveEnded() {
    try (ServiceScope scope =
        ServiceScope.builder("shop").maxConcurrent(1).onFailure((task, failure) -> {}).open()) {
      for (int i = 0; i < 2_000; i++) {
        int value = i;
        assertThat(scope.async(() -> value).await()).isEqualTo(value);
        Task<?> failing = scope.async(AdmissionTest::fail);
        assertThat(failing.awaitOutcome()).isInstanceOf(Outcome.Failure.class);
        Task<?> cancelled = scope.launch(() -> {});
        cancelled.cancel();
        Poll.untilEvenInterrupted(cancelled::isDone);
        Task<?> done = scope.launch(() -> {});
        Poll.untilEvenInterrupted(done::isDone);
      }
    }
  }

  private static Object fail() {
    throw new IllegalStateException("boom");
  }

  @Test
  void failureHandler_canStartTheTaskAgain() throws Exception {
    AtomicReference<ServiceScope> scope = new AtomicReference<>();
    CountDownLatch again = new CountDownLatch(1);
    scope.set(
        ServiceScope.builder("shop")
            .maxConcurrent(1)
            .onFailure((task, failure) -> scope.get().launch(again::countDown))
            .open());
    try (ServiceScope opened = scope.get()) {
      opened.launch(AdmissionTest::fail).join();
      again.await();
    }
  }

  @Test
  void waitingTask_keepsItsPlace() {
    try (ServiceScope scope = open(1, 0)) {
      Task<?> waiting = scope.launch(TaskScopeFailureTest::delayForEver);
      assertRefused(() -> scope.launch(() -> {}), "is full");
      waiting.cancel();
      waiting.join();
      scope.launch(() -> events.add("next")).await();
      assertThat(events).containsExactly("next");
    }
  }

  @Test
  void joinOfAQueuedTask_doesNotStartIt() throws Exception {
    try (ServiceScope scope = open(1, 1);
        ServiceScope other = ServiceScope.open("other")) {
      occupy(scope);
      Task<?> queued = say(scope, "queued");
      Task<?> waiter = other.launch(queued::await);
      assertThat(queued.start()).isFalse();
      Poll.until(() -> Diagnostics.dump().contains("task 'queued': queued by its scope"));
      assertThat(queued.isDone()).isFalse();
      assertThat(events).isEmpty();
      release.countDown();
      waiter.await();
      assertThat(events).containsExactly("queued");
    }
  }

  @Test
  void cancelledQueuedTask_leavesImmediately_andNeverRuns() {
    try (ServiceScope scope = open(1, 1)) {
      occupy(scope);
      Task<?> queued = say(scope, "queued");
      queued.cancel("not needed");
      assertThat(queued.isDone()).isTrue();
      assertThat(queued.isCancelled()).isTrue();
      assertThat(catchThrowable(queued::await))
          .isInstanceOf(TaskCancelledException.class)
          .hasMessageContaining("not needed");
      Task<?> next = say(scope, "next");
      release.countDown();
      next.await();
      assertThat(events).containsExactly("next");
    }
  }

  @Test
  void queuedTasks_areCancelledByClose() {
    ServiceScope scope = open(1, 100);
    scope.launch(TaskScopeFailureTest::delayForEver);
    List<Task<?>> queued = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      queued.add(say(scope, "queued"));
    }
    scope.close();
    assertThat(queued).allMatch(Task::isCancelled);
    assertThat(events).isEmpty();
  }

  @Test
  void lazyTask_takesItsPlaceWhenItIsStarted() {
    try (ServiceScope scope = open(1, 1)) {
      Task<?> lazy = say(scope.lazily(), "lazy");
      occupy(scope);
      assertThat(lazy.start()).isTrue();
      assertRefused(() -> say(scope, "refused"), "1 of 1 running, 1 of 1 queued");
      assertThat(events).isEmpty();
      release.countDown();
      lazy.await();
      assertThat(events).containsExactly("lazy");
    }
  }

  @Test
  void lazyTask_withoutRoomWhenItIsStarted_fails() {
    try (ServiceScope scope = open(1, 0)) {
      Task<?> lazy = say(scope.lazily(), "lazy");
      occupy(scope);
      assertRefused(lazy::await, "scope 'shop' is full: 1 of 1 running, 0 of 0 queued");
      release.countDown();
      assertThat(events).isEmpty();
    }
  }

  @Test
  void daemonsAndKotlinCoroutines_takeNoPlace() {
    try (ServiceScope scope = open(1, 0)) {
      Task<?> daemon = scope.background(TaskScopeFailureTest::delayForEver);
      Job coroutine =
          BuildersKt.launch(
              ((TaskScopeImpl) scope).scope.node,
              EmptyCoroutineContext.INSTANCE,
              CoroutineStart.DEFAULT,
              (coroutines, k) -> DelayKt.awaitCancellation(k));
      scope.launch(() -> events.add("task")).await();
      assertThat(events).containsExactly("task");
      assertThat(daemon.isActive()).isTrue();
      assertThat(coroutine.isActive()).isTrue();
    }
  }

  @Test
  void refusedByItsExecutor_givesItsPlaceBack() {
    AtomicInteger refusals = new AtomicInteger();
    Executor refusing =
        command -> {
          refusals.incrementAndGet();
          throw new RejectedExecutionException("no thread");
        };
    try (ServiceScope scope = open(1, 10_000)) {
      occupy(scope);
      List<Task<?>> queued = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        queued.add(scope.on(Dispatchers.from(refusing)).async(() -> "never"));
      }
      release.countDown();
      for (Task<?> task : queued) {
        assertThatThrownBy(task::await).hasMessage("no thread");
      }
      assertThat(refusals).hasValue(10_000);
    }
  }

  @Test
  void queueOnTheCallersThread_doesNotGrowTheStack() {
    AtomicInteger ran = new AtomicInteger();
    try (ServiceScope scope = open(1, 10_000)) {
      occupy(scope);
      List<Task<?>> queued = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        queued.add(scope.on(Dispatchers.from(Runnable::run)).async(ran::incrementAndGet));
      }
      release.countDown();
      queued.forEach(Task::await);
      assertThat(ran).hasValue(10_000);
    }
  }

  @Test
  void innerScopes_areNotLimited() {
    try (ServiceScope scope = open(1, 0)) {
      int sum =
          scope
              .async(
                  () ->
                      Async.gather(() -> 1, () -> 2, () -> 3).stream()
                          .mapToInt(Integer::intValue)
                          .sum())
              .await();
      assertThat(sum).isEqualTo(6);
    }
  }

  @Test
  void cancelledScope_startsNoQueuedTask() {
    ServiceScope scope = open(2, 50);
    for (int i = 0; i < 2; i++) {
      scope.launch(() -> delayForEver());
    }
    for (int i = 0; i < 50; i++) {
      say(scope, "queued");
    }
    scope.cancel("strike");
    scope.close();
    assertThat(events).isEmpty();
  }
}
