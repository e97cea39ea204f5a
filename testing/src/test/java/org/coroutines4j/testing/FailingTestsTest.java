package org.coroutines4j.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exceptions")
@OneSecondLimit
class FailingTestsTest {
  @Test
  void failureOfTheBody_isThrownAsItIs() {
    AssertionError failure = new AssertionError("wrong");
    assertThatThrownBy(
            () ->
                runTest(
                    test -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  /** It was logged if the body failed before {@code runTest} waited for it. */
  @Test
  void failureOfTheBody_isNotLoggedToo() {
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            logged.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("org.coroutines4j");
    logger.addHandler(handler);
    try {
      for (int round = 0; round < 200; round++) {
        failureOfTheBody_isThrownAsItIs();
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).noneMatch(line -> line.contains("'runTest'"));
  }

  @Test
  void unhandledFailure_failsTheTest() {
    assertThatThrownBy(
            () ->
                runTest(
                    test ->
                        test.async(
                            () -> {
                              delay(ofSeconds(3));
                              throw new IllegalStateException("lost");
                            })))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
  }

  @Test
  void testThatHangs_fails_andSaysWhichTaskWaitsForWhat() {
    Channel<String> nobodySends = Channel.rendezvous();
    assertThatThrownBy(
            () ->
                runTest(
                    test -> {
                      delay(ofSeconds(5));
                      test.named("reader").async(nobodySends::receive).await();
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has not ended within PT1S of real time")
        .hasMessageContaining("its own time is PT5S")
        .hasMessageContaining("task 'reader'");
  }

  @Test
  void taskThatIsLeft_failsTheTest() {
    assertThatThrownBy(
            () ->
                runTest(test -> test.named("left").launch(() -> await(new CompletableFuture<>()))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the body of the test has ended, but not all of its tasks")
        .hasMessageContaining("task 'left'");
  }

  @Test
  void scopeThatIsNotClosed_failsTheTest() {
    AtomicReference<ServiceScope> scope = new AtomicReference<>();
    assertThatThrownBy(() -> runTest(test -> scope.set(ServiceScope.open("forgotten"))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not closed")
        .hasMessageContaining("scope 'forgotten'");
    scope.get().close();
  }

  @Test
  void serviceOfATestThatFails_isStopped() {
    AtomicInteger ticks = new AtomicInteger();
    assertThatThrownBy(
            () ->
                runTest(
                    test -> {
                      ServiceScope.open("service")
                          .launch(
                              () ->
                                  AsyncFlow.ticker(ofSeconds(1))
                                      .forEach(tick -> ticks.incrementAndGet()));
                      delay(ofSeconds(3));
                      throw new IllegalStateException("wrong");
                    }))
        .hasMessage("wrong"); // and LeakCheck finds nothing left
    int seen = ticks.get();
    assertThat(seen).isPositive();
    assertThat(ticks).hasValue(seen);
  }

  /** If no task holds the clock, it would continue as fast as it can, without end. */
  @Test
  void subscriptionThatIsLeft_endsWithTheTest() {
    AtomicInteger ticks = new AtomicInteger();
    runTest(
        test -> {
          AsyncFlow.ticker(ofSeconds(1)).toPublisher().subscribe(counting(ticks));
          delay(ofSeconds(10));
        }); // and LeakCheck finds nothing left
    int seen = ticks.get();
    assertThat(seen).isGreaterThanOrEqualTo(9);
    assertThat(ticks).hasValue(seen);
  }

  private static Subscriber<Object> counting(AtomicInteger values) {
    return new Subscriber<>() {
      @Override
      public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(Object value) {
        values.incrementAndGet();
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onComplete() {}
    };
  }

  @Test
  void unhandledFailureOfAService_failsTheTest() {
    IllegalStateException failure = new IllegalStateException("lost");
    assertThatThrownBy(
            () ->
                runTest(
                    test -> {
                      try (ServiceScope service = ServiceScope.open("service")) {
                        service.launch(
                            () -> {
                              throw failure;
                            });
                        delay(ofSeconds(1));
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no code has handled the failure")
        .hasCause(failure);
  }

  @Test
  void seed_isThere_besidesWhatElseIsSuppressed() {
    IllegalStateException failure = new IllegalStateException("first");
    failure.addSuppressed(new IllegalStateException("second"));
    assertThatThrownBy(
            () ->
                runTest(
                    42,
                    test -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(failure.getSuppressed()[1])
        .hasMessage("with seed 42: runTest(42L, ...) does the same");
  }

  @Test
  void failureOfAShuffledTest_bearsItsSeed() {
    assertThatThrownBy(
            () ->
                runShuffled(
                    100,
                    test -> {
                      List<Integer> order = new ArrayList<>();
                      test.launch(() -> order.add(1));
                      test.launch(() -> order.add(2));
                      test.clock().runCurrent();
                      assertThat(order).containsExactly(1, 2);
                    }))
        .isInstanceOf(AssertionError.class)
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .anyMatch(
                        seed -> seed.getMessage().matches("with seed (-?\\d+): runTest\\(\\1L.*")));
  }

  @Test
  void runTest_insideATask_isRefused() {
    assertThatThrownBy(() -> run(scope -> runTest(test -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("plain thread");
  }
}
