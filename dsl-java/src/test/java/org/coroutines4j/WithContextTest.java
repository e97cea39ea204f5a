package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a body waits for the part of it that runs on another dispatcher, and for parts that
 * are shielded from cancellation.
 */
@Tag("exceptions")
class WithContextTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void body_runsOnTheOtherThread_withCallersElements_returnsValue() {
    ThreadLocal<String> local = new ThreadLocal<>();
    ExecutorService single = Executors.newSingleThreadExecutor(r -> new Thread(r, "single"));
    try {
      String value =
          Async.taskScope()
              .with(ContextElement.threadLocal(local, "followed"))
              .call(
                  scope ->
                      Async.withContext(
                          Dispatchers.from(single),
                          () -> Thread.currentThread().getName() + " " + local.get()));
      assertThat(value).isEqualTo("single followed");
    } finally {
      single.shutdown();
    }
  }

  @Test
  void sameDispatcher_runsOnTheSameThread() {
    Thread caller = Thread.currentThread();
    assertThat(Async.<Thread>withContext(Dispatchers.virtual(), Thread::currentThread))
        .isSameAs(caller);
    assertThat(Async.<Thread>withContext(Dispatchers.cpu(), Thread::currentThread))
        .isNotSameAs(caller);
  }

  @Test
  void cancelledCaller_cancelsTheBody_andWaitsForIt() {
    Async.run(
        scope -> {
          CountDownLatch running = new CountDownLatch(1);
          Task<?> task =
              scope.launch(
                  () -> {
                    try {
                      Async.withContext(
                          Dispatchers.cpu(),
                          () -> {
                            try {
                              running.countDown();
                              delayForEver();
                            } finally {
                              events.add("body ended");
                            }
                          });
                    } finally {
                      events.add("caller ended");
                    }
                  });
          running.await();
          task.cancel();
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
    assertThat(events).containsExactly("body ended", "caller ended");
  }

  @Test
  void cancelledBefore_neverRunsTheBody() {
    Async.run(
        scope ->
            scope
                .launch(
                    () -> {
                      Tasks.current().cancel();
                      for (Dispatcher d : List.of(Dispatchers.cpu(), Dispatchers.virtual())) {
                        assertThat(
                                catchThrowable(() -> Async.withContext(d, () -> events.add("ran"))))
                            .isInstanceOf(CancellationException.class);
                      }
                      events.add("refused");
                    })
                .join());
    assertThat(events).containsExactly("refused");
  }

  @Test
  void tasksStartedThere_areOfTheScope_andScopesThereNest() {
    int value =
        Async.call(
            scope ->
                Async.withContext(
                    Dispatchers.cpu(),
                    () -> {
                      Task<Integer> task = scope.async(() -> 1);
                      return task.await() + Async.gather(() -> 2).get(0);
                    }));
    assertThat(value).isEqualTo(3);
  }

  @Test
  void rejectedBody_failsWithTheRejection() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    assertThat(catchThrowable(() -> Async.withContext(Dispatchers.from(closed), () -> 1)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void nonCancellable_shieldsFromACancellationBeforeAndDuringIt() {
    Async.run(
        scope -> {
          CountDownLatch inShield = new CountDownLatch(1);
          CountDownLatch cancelled = new CountDownLatch(1);
          Task<?> task =
              scope.launch(
                  () -> {
                    Async.nonCancellable(
                        () -> {
                          inShield.countDown();
                          cancelled.await();
                          Async.ensureActive();
                          Async.yieldNow();
                          events.add("shielded: " + Async.gather(() -> 1, () -> 2));
                        });
                    events.add("still in own code");
                    Async.nonCancellable(() -> events.add("again"));
                    delayForEver();
                  });
          inShield.await();
          task.cancel();
          cancelled.countDown();
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
    assertThat(events).containsExactly("shielded: [1, 2]", "still in own code", "again");
  }

  @Test
  void scopeInsideNonCancellable_canBeCancelledItself() {
    Async.nonCancellable(
        () ->
            assertThat(catchThrowable(() -> Async.taskScope().run(scope -> scope.cancel("mine"))))
                .isInstanceOf(CancellationException.class)
                .hasMessage("mine"));
  }
}
