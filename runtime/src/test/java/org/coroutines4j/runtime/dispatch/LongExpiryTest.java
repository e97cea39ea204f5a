package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A timeout that takes long to cancel its block, as one with many children does, does not delay
 * other timers.
 */
class LongExpiryTest {
  static Stream<ScopeDispatcher> dispatchers() {
    return Stream.of(
        ScopeDispatcher.virtual(),
        ScopeDispatcher.cpu(),
        ScopeDispatcher.eventLoop(),
        ScopeDispatcher.virtual().limited(1),
        ScopeDispatcher.from(Runnable::run));
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void longExpiry_doesNotDelayOtherTimers(ScopeDispatcher dispatcher) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fired = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean sawTimersFire = new AtomicBoolean();
    dispatcher.scheduleExpiry(
        1,
        () -> {
          begun.countDown();
          sawTimersFire.set(await(fired));
          ended.countDown();
        });
    begun.await();
    dispatcher.schedule(1, fired::countDown);
    dispatcher.scheduleExpiry(1, fired::countDown);
    ended.await();
    assertThat(sawTimersFire).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
