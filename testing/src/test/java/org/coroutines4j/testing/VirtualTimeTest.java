package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final List<String> trace = new ArrayList<>();

  @Test
  void delays_takeTheirTime_whichPassesAtOnce() {
    runTest(
        test -> {
          Task<?> late = test.launch(() -> sayAfter(test, 10_000, "late"));
          Task<?> early = test.launch(() -> sayAfter(test, 3_000, "early"));
          late.join();
          early.join();
          delay(ofHours(24));
          say(test, "body");
        });
    assertThat(trace).containsExactly("PT3S early", "PT10S late", "PT24H10S body");
  }

  private void sayAfter(TestScope test, int millis, String what) {
    delay(ofMillis(millis));
    say(test, what);
  }

  private void say(TestScope test, String what) {
    trace.add(test.clock().elapsed() + " " + what);
  }

  @Test
  void timeout_saysThatItsTimeWasVirtual() {
    runTest(
        test -> {
          assertThatThrownBy(() -> withTimeout(ofSeconds(1), () -> delay(ofSeconds(60))))
              .hasMessage("timed out after PT1S (virtual time) in scope 'test' of task 'runTest'");
          assertThatThrownBy(() -> withTimeout(Duration.ZERO, () -> {}))
              .hasMessage("timed out after PT0S (virtual time) in scope 'test' of task 'runTest'");
        });
  }

  @Test
  void timeouts_selectsRetriesAndTickers_goByTheSameClock() {
    runTest(
        test -> {
          assertThatThrownBy(() -> withTimeout(ofSeconds(3), () -> delay(ofSeconds(60))))
              .isInstanceOf(TimeoutExceededException.class);
          say(test, "timeout");
          select()
              .onReceive(Channel.<String>rendezvous(), s -> s)
              .onTimeout(ofSeconds(7), () -> "none")
              .await();
          say(test, "select");
          int[] attempts = {0};
          retry(
              RetryPolicy.maxAttempts(4).exponentialBackoff(ofSeconds(1), ofSeconds(60)),
              () -> {
                if (++attempts[0] < 4) {
                  throw new IllegalStateException("not yet");
                }
                return attempts[0];
              });
          say(test, "retry");
          AsyncFlow.ticker(ofSeconds(10)).take(3).toList();
          say(test, "ticker");
        });
    assertThat(trace)
        .containsExactly("PT3S timeout", "PT10S select", "PT17S retry", "PT47S ticker");
  }

  @Test
  void whateverDispatcherCodeAsksFor_itIsInTheTimeOfTheTest() {
    runTest(
        test -> {
          test.on(Dispatchers.cpu()).launch(() -> sayAfter(test, 1_000, "cpu")).join();
          withContext(Dispatchers.io(), () -> sayAfter(test, 1_000, "io"));
          taskScope()
              .on(Dispatchers.virtual().limitedParallelism(1))
              .run(scope -> scope.launch(() -> sayAfter(test, 1_000, "limited")));
          try (ServiceScope service = ServiceScope.open("service")) {
            service.on(Dispatchers.io()).launch(() -> sayAfter(test, 1_000, "service")).join();
          }
          AsyncFlow.of(1)
              .onEach(n -> sayAfter(test, 1_000, "flow"))
              .flowOn(Dispatchers.cpu())
              .toList();
          say(test, "end");
        });
    assertThat(trace)
        .containsExactly(
            "PT1S cpu", "PT2S io", "PT3S limited", "PT4S service", "PT5S flow", "PT5S end");
  }

  @Test
  void limitedService_queuesAndDrains_inTheTimeOfTheTest() {
    runTest(
        test -> {
          ServiceScope service =
              ServiceScope.builder("service").maxConcurrent(2).maxQueued(10).open();
          for (int i = 1; i <= 4; i++) {
            String name = "task " + i;
            service.launch(() -> sayAfter(test, 1_000, name));
          }
          service.background(() -> sayAfter(test, 100_000, "daemon"));
          service.closeGracefully(ofHours(1), ofSeconds(1));
          say(test, "closed");
        });
    assertThat(trace)
        .containsExactly("PT1S task 1", "PT1S task 2", "PT2S task 3", "PT2S task 4", "PT2S closed");
  }

  @Test
  void drainThatIsTooLong_isCut_inTheTimeOfTheTest() {
    runTest(
        test -> {
          ServiceScope service = ServiceScope.builder("service").maxConcurrent(1).open();
          service.launch(() -> sayAfter(test, 100_000, "slow"));
          service.closeGracefully(ofSeconds(30), ofSeconds(1));
          say(test, "closed");
        });
    assertThat(trace).containsExactly("PT30S closed");
  }

  @Test
  void blockingCode_holdsTheTime() {
    runTest(
        test -> {
          CountDownLatch release = new CountDownLatch(1);
          CompletableFuture<?> outside = later("release").thenRun(release::countDown);
          Task<?> blocked =
              test.launch(
                  () -> {
                    blocking(() -> release.await());
                    say(test, "unblocked");
                  });
          Task<?> sleeper = test.launch(() -> sayAfter(test, 1, "slept"));
          blocked.join();
          sleeper.join();
          outside.join();
        });
    assertThat(trace).containsExactly("PT0S unblocked", "PT0.001S slept");
  }

  @Test
  void waitInsideABlockingCall_letsTimePass() {
    runTest(test -> blocking(() -> sayAfter(test, 5_000, "inside")));
    assertThat(trace).containsExactly("PT5S inside");
  }

  @Test
  void tasksOnAnExecutor_holdTheTime() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      runTest(
          test -> {
            Task<?> outside =
                test.on(Dispatchers.from(executor))
                    .launch(
                        () -> {
                          Thread.sleep(20);
                          synchronized (trace) {
                            say(test, "outside");
                          }
                        });
            delay(ofSeconds(1));
            outside.join();
            say(test, "body");
          });
    } finally {
      executor.shutdown();
    }
    assertThat(trace).containsExactly("PT0S outside", "PT1S body");
  }

  @Test
  void limitOfTheTestsOwnDispatcher_letsNoTimeSlipBy() {
    runTest(
        test -> {
          test.background(() -> AsyncFlow.ticker(ofSeconds(1)).forEach(tick -> {}));
          for (int i = 0; i < 100; i++) {
            assertThat(test.on(test.dispatcher().limitedParallelism(2)).async(() -> 1).await())
                .isEqualTo(1);
          }
          assertThat(test.clock().elapsed()).isZero();
        });
  }

  @Test
  void threadsOfAnExecutor_areTheSameAgain_withinThemselves() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      runTest(
          test -> {
            Dispatcher own = Dispatchers.from(executor);
            assertThat(withContext(own, () -> withContext(own, () -> "nested")))
                .isEqualTo("nested");
          });
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void externalStage_holdsTheTime_aPlainOneDoesNot() {
    runTest(
        test -> {
          Task<?> sleeper = test.launch(() -> sayAfter(test, 1_000, "slept"));
          CompletableFuture<String> held = later("held");
          say(test, await(test.external(held)));
          CompletableFuture<String> plain = later("plain");
          say(test, await(plain));
          sleeper.join();
        });
    assertThat(trace).containsExactly("PT0S held", "PT1S slept", "PT1S plain");
  }

  private static CompletableFuture<String> later(String value) {
    CompletableFuture<String> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(30);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              future.complete(value);
            });
    thread.start();
    return future;
  }

  @Test
  void clock_isMovedByHand() {
    runTest(
        test -> {
          test.launch(() -> sayAfter(test, 1_000, "one"));
          test.launch(() -> sayAfter(test, 2_000, "two"));
          test.launch(() -> sayAfter(test, 9_000, "nine"));
          test.clock().runCurrent();
          say(test, "begun");
          test.clock().advanceBy(ofSeconds(2));
          say(test, "after two");
          test.clock().advanceUntilIdle();
          say(test, "idle");
        });
    assertThat(trace)
        .containsExactly(
            "PT0S begun", "PT1S one", "PT2S two", "PT2S after two", "PT9S nine", "PT9S idle");
  }

  @Test
  void tasks_takeTurns_inTheOrderOfAsking() {
    runTest(
        test -> {
          for (int i = 0; i < 3; i++) {
            int task = i;
            test.launch(
                () -> {
                  say(test, task + " begins");
                  yieldNow();
                  say(test, task + " ends");
                });
          }
        });
    assertThat(trace)
        .containsExactly(
            "PT0S 0 begins",
            "PT0S 1 begins",
            "PT0S 2 begins",
            "PT0S 0 ends",
            "PT0S 1 ends",
            "PT0S 2 ends");
  }
}
