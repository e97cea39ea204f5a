package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.testkit.EachLimitedDispatcher;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that a waiting task releases its permit, so that partners on the same dispatcher can end
 * the wait.
 */
class SyncWaitTest {
  private static final int ROUNDS = 50;

  /** More than there are permits. */
  private static final int TASKS = Runtime.getRuntime().availableProcessors() + 2;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @EachLimitedDispatcher
  void mutex_heldWhileWaiting_isPassedOn(Dispatcher dispatcher) {
    AsyncMutex mutex = new AsyncMutex();
    AsyncEvent go = new AsyncEvent();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      for (int round = 0; round < ROUNDS; round++) {
                        mutex.withLock(
                            () -> {
                              go.await(); // all others wait for the mutex
                              log.add("held");
                            });
                      }
                    });
              }
              go.set();
            });
    assertThat(log).hasSize(TASKS * ROUNDS);
  }

  @ParameterizedTest
  @EachLimitedDispatcher
  void semaphores_passTasksBackAndForth(Dispatcher dispatcher) {
    AsyncSemaphore ping = new AsyncSemaphore(0);
    AsyncSemaphore pong = new AsyncSemaphore(0);
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(() -> passOn(ping, pong));
              }
              for (int i = 0; i < TASKS; i++) {
                pong.release();
                passOn(pong, ping);
              }
            });
    assertThat(ping.availablePermits()).isZero();
    assertThat(pong.availablePermits()).isEqualTo(TASKS);
  }

  private static void passOn(AsyncSemaphore from, AsyncSemaphore to) {
    for (int round = 0; round < ROUNDS; round++) {
      from.acquire();
      to.release();
    }
  }

  @ParameterizedTest
  @EachLimitedDispatcher
  void event_wakesMoreTasksThanThereArePermits(Dispatcher dispatcher) {
    AsyncEvent event = new AsyncEvent();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      event.await();
                      log.add("awake");
                    });
              }
              scope.launch(event::set);
            });
    assertThat(log).hasSize(TASKS);
  }

  @ParameterizedTest
  @EachLimitedDispatcher
  void condition_isSignalledByAPartner(Dispatcher dispatcher) {
    AsyncCondition condition = new AsyncCondition();
    AtomicInteger number = new AtomicInteger();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                int own = i;
                scope.launch(
                    () -> {
                      for (int round = 0; round < ROUNDS; round++) {
                        int turn = round * TASKS + own;
                        condition
                            .mutex()
                            .withLock(
                                () -> {
                                  condition.awaitUntil(() -> number.get() == turn);
                                  number.incrementAndGet();
                                  condition.signalAll();
                                });
                      }
                    });
              }
            });
    assertThat(number).hasValue(TASKS * ROUNDS);
  }

  @ParameterizedTest
  @EachLimitedDispatcher
  void barrier_ofMoreTasksThanThereArePermits_isPassed(Dispatcher dispatcher) {
    AsyncBarrier barrier = new AsyncBarrier(TASKS);
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      for (int round = 0; round < ROUNDS; round++) {
                        barrier.await();
                        log.add("passed");
                      }
                    });
              }
            });
    assertThat(log).hasSize(TASKS * ROUNDS);
  }
}
