package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards a concurrency limit over a foreign executor, which may have few threads or refuse tasks.
 */
@Timeout(30)
class ExecutorLimitTest {
  private static final int MANY = 20_000;

  private final ExecutorService single = Executors.newSingleThreadExecutor();

  @AfterEach
  void shutDown() {
    single.shutdownNow();
  }

  @Test
  void blockingCall_keepsItsPermit_soNoPermitHolderAwaitsItsThread() {
    AtomicInteger ended = new AtomicInteger();
    Dispatcher one = Dispatchers.from(single).limitedParallelism(1);

    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope
                    .on(one)
                    .launch(
                        () -> {
                          blocking(() -> Thread.sleep(20));
                          ended.incrementAndGet();
                        });
              }
            });

    assertThat(ended).hasValue(3);
  }

  @Test
  void refusedTask_thatWasCancelledBefore_doesNotFailItsScope() {
    Dispatcher one = Dispatchers.from(single).limitedParallelism(1);
    CountDownLatch release = new CountDownLatch(1);

    Task<?> waiting =
        taskScope()
            .call(
                scope -> {
                  scope.on(one).launch(release::await);
                  Task<?> task = scope.on(one).launch(() -> {});
                  task.cancel();
                  single.shutdown();
                  release.countDown();
                  return task;
                });

    assertThat(waiting.isCancelled()).isTrue();
  }

  @Test
  void manyRefusedTasks_failOneAfterTheOther() {
    assertThat(failuresOfMany(single::shutdown, Dispatchers.from(single))).isEqualTo(MANY);
  }

  @Test
  void manyTasksThatTheCallerRuns_runOneAfterTheOther() {
    AtomicBoolean busy = new AtomicBoolean();
    Executor callerRuns =
        task -> {
          if (busy.get()) {
            task.run();
          } else {
            single.execute(task);
          }
        };
    assertThat(failuresOfMany(() -> busy.set(true), Dispatchers.from(callerRuns))).isZero();
  }

  /** Returns how many of the tasks that wait for a permit fail when {@code change} is made. */
  private static int failuresOfMany(Runnable change, Dispatcher dispatcher) {
    Dispatcher one = dispatcher.limitedParallelism(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger failed = new AtomicInteger();
    supervisorScope()
        .onFailure((task, failure) -> failed.incrementAndGet())
        .run(
            scope -> {
              scope.on(one).launch(release::await);
              for (int i = 0; i < MANY; i++) {
                scope.on(one).launch(() -> {});
              }
              change.run();
              release.countDown();
            });
    return failed.get();
  }
}
