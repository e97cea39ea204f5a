package org.coroutines4j.testing.suite;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.timeLeft;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Resource;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testing.TestScope;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Code finds out how much time the limits around it leave, wherever it runs, and no others. */
@ExtendWith(VirtualTimeExtension.class)
class TimeLeftTest {
  private final List<Optional<Duration>> seen = new ArrayList<>();

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(ofSeconds(seconds));
  }

  @Test
  void timeLeft_whileTimePasses_shrinks_andEndsWithTheBlock(TestScope test) {
    assertThat(timeLeft()).isEmpty();
    withTimeout(
        ofSeconds(10),
        () -> {
          assertThat(timeLeft()).isEqualTo(seconds(10));
          delay(ofMillis(2500));
          assertThat(timeLeft()).contains(ofMillis(7500));
        });
    assertThat(timeLeft()).isEmpty();
  }

  @Test
  void timeLeft_ofNestedLimits_isThatOfTheFirstToExpire(TestScope test) {
    withTimeout(
        ofSeconds(10),
        () -> {
          assertThat(withTimeout(ofSeconds(60), Async::timeLeft)).isEqualTo(seconds(10));
          assertThat(withTimeoutOrEmpty(ofSeconds(4), Async::timeLeft)).contains(seconds(4));
          delay(ofSeconds(8));
          assertThat(withTimeout(ofSeconds(4), Async::timeLeft)).isEqualTo(seconds(2));
          assertThat(timeLeft()).isEqualTo(seconds(2));
        });
  }

  @Test
  void timeLeft_ofALimitWithoutEnd_isThatOfOthers(TestScope test) {
    Duration endless = ofDays(1_000_000);
    assertThat(withTimeout(endless, Async::timeLeft)).isEmpty();
    assertThat(withTimeout(ofSeconds(5), () -> withTimeout(endless, Async::timeLeft)))
        .isEqualTo(seconds(5));
  }

  @Test
  void timeLeft_afterTheLimit_isZero(TestScope test) {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(
            () ->
                withTimeout(
                    ofSeconds(1),
                    () -> {
                      assertThatExceptionOfType(CancellationException.class)
                          .isThrownBy(() -> delay(ofSeconds(60)));
                      seen.add(timeLeft());
                      nonCancellable(() -> delay(ofSeconds(60)));
                      seen.add(timeLeft());
                    }));
    assertThat(seen).containsExactly(Optional.of(ZERO), Optional.of(ZERO));
  }

  @Test
  void timeLeft_inTasksOfTheBlock_isThatOfTheBlock(TestScope test) {
    taskScope()
        .withTimeout(ofSeconds(10))
        .run(
            scope -> {
              assertThat(timeLeft()).isEqualTo(seconds(10));
              Task<Optional<Duration>> lazy = scope.lazily().async(Async::timeLeft);
              delay(ofSeconds(3));
              assertThat(scope.async(Async::timeLeft).await()).isEqualTo(seconds(7));
              assertThat(scope.on(Dispatchers.cpu()).async(Async::timeLeft).await())
                  .isEqualTo(seconds(7));
              assertThat(scope.async(() -> gather(Async::timeLeft, Async::timeLeft)).await())
                  .containsOnly(seconds(7));
              assertThat(mapConcurrent(List.of(1, 2), i -> timeLeft())).containsOnly(seconds(7));
              assertThat(race(Async::timeLeft)).isEqualTo(seconds(7));
              assertThat(retry(RetryPolicy.maxAttempts(2), Async::timeLeft)).isEqualTo(seconds(7));
              assertThat(lazy.await()).isEqualTo(seconds(7));
            });
  }

  @Test
  void timeLeft_ofALimitInsideATask_isNotThatOfItsSiblings(TestScope test) {
    taskScope()
        .run(
            scope -> {
              Task<?> limited =
                  scope.launch(() -> withTimeout(ofSeconds(10), () -> delay(ofSeconds(5))));
              delay(ofSeconds(1));
              assertThat(scope.async(Async::timeLeft).await()).isEmpty();
              limited.await();
            });
  }

  @Test
  void timeLeft_inTasksOfScopesFromOutside_isEmpty(TestScope test) {
    try (var service = ServiceScope.open("service")) {
      withTimeout(
          ofSeconds(10),
          () -> {
            assertThat(service.async(Async::timeLeft).await()).isEmpty();
            assertThat(test.async(Async::timeLeft).await()).isEmpty();
          });
    }
  }

  @Test
  void timeLeft_onAnotherDispatcher_isTheSame(TestScope test) {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      withTimeout(
          ofSeconds(10),
          () -> {
            delay(ofSeconds(1));
            assertThat(withContext(Dispatchers.cpu(), Async::timeLeft)).isEqualTo(seconds(9));
            assertThat(withContext(Dispatchers.from(one), Async::timeLeft)).isEqualTo(seconds(9));
          });
    } finally {
      one.shutdown();
    }
  }

  @Test
  void timeLeft_inAShield_isOnlyThatOfLimitsInsideIt(TestScope test) {
    withTimeout(
        ofSeconds(10),
        () ->
            nonCancellable(
                () -> {
                  assertThat(timeLeft()).isEmpty();
                  assertThat(gather(Async::timeLeft)).containsExactly(Optional.empty());
                  withTimeout(
                      ofSeconds(20),
                      () -> {
                        assertThat(timeLeft()).isEqualTo(seconds(20));
                        assertThat(gather(Async::timeLeft)).containsExactly(seconds(20));
                      });
                }));
  }

  @Test
  void timeLeft_inCodeOfAFlow_isThatOfItsCollector(TestScope test) {
    AsyncFlow<Optional<Duration>> flow =
        AsyncFlow.<Optional<Duration>>generate(out -> out.emit(timeLeft()));
    withTimeout(
        ofSeconds(10),
        () -> {
          assertThat(flow.first()).isEqualTo(seconds(10));
          for (Optional<Duration> left : flow) {
            assertThat(left).isEqualTo(seconds(10));
          }
          assertThat(flow.buffer(2).flatMapMerge(2, x -> flow).toList()).containsOnly(seconds(10));
          assertThat(flow.timeout(ofSeconds(1)).toList()).containsExactly(seconds(10));
        });
    assertThat(flow.toList()).containsExactly(Optional.empty());
  }

  @Test
  void timeLeft_inASubscription_isEmpty(TestScope test) {
    withTimeout(
        ofSeconds(10),
        () -> {
          AsyncFlow.<Optional<Duration>>generate(out -> out.emit(timeLeft()))
              .toPublisher()
              .subscribe(new Keeping());
          delay(ofSeconds(1));
        });
    assertThat(seen).containsExactly(Optional.empty());
  }

  private final class Keeping implements Subscriber<Optional<Duration>> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Optional<Duration> left) {
      seen.add(left);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void timeLeft_inAResource_isThatOfWhoAcquires_thenNone(TestScope test) {
    Resource<String> resource =
        Resource.of(
            () -> {
              delay(ofSeconds(1));
              seen.add(timeLeft());
              return "x";
            },
            x -> seen.add(timeLeft()));
    withTimeout(ofSeconds(10), () -> resource.run(x -> seen.add(timeLeft())));
    assertThat(seen).containsExactly(seconds(9), seconds(9), Optional.empty());
    seen.clear();
    withTimeout(ofSeconds(10), () -> taskScope().run(scope -> scope.use(resource)));
    assertThat(seen).containsExactly(seconds(9), Optional.empty());
    seen.clear();
    try (var service = ServiceScope.open("service")) {
      withTimeout(ofSeconds(10), () -> service.use(resource));
    }
    assertThat(seen).containsExactly(seconds(9), Optional.empty());
  }
}
