package org.coroutines4j.testing.suite;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;

/** Waits with a timeout take the time of the test. */
class TimedWaitsTest {
  private final AsyncSemaphore semaphore = new AsyncSemaphore(0);
  private final AsyncMutex mutex = new AsyncMutex();
  private final Channel<String> empty = Channel.rendezvous();
  private final Channel<String> full = Channel.rendezvous();
  private final AsyncQueue<String> emptyQueue = AsyncQueue.fifo(1);
  private final AsyncQueue<String> fullQueue = AsyncQueue.fifo(1);

  @Test
  void timeouts_takeVirtualTime() {
    mutex.lock();
    fullQueue.put("item");
    runTest(
        test -> {
          takes(test, ofHours(1), () -> semaphore.tryAcquire(ofHours(1)), false);
          takes(test, ofHours(1), () -> mutex.tryLock(ofHours(1)), false);
          takes(test, ofHours(1), () -> fullQueue.tryPut("other", ofHours(1)), false);
          takes(test, ofHours(1), () -> emptyQueue.tryGet(ofHours(1)).isPresent(), false);
          takes(test, ofHours(1), () -> full.trySend("a", ofHours(1)).isSent(), false);
          takes(
              test,
              ofHours(1),
              () -> empty.tryReceive(ofHours(1)),
              new ReceiveResult.Empty<String>());
          takes(test, ZERO, () -> semaphore.tryAcquire(ZERO), false);
        });
  }

  @Test
  void whatComesBeforeTheDeadline_endsTheWait() {
    mutex.lock();
    fullQueue.put("item");
    runTest(
        test -> {
          after(test, semaphore::release);
          takes(test, ofMinutes(59), () -> semaphore.tryAcquire(ofHours(1)), true);
          after(test, mutex::unlock);
          takes(test, ofMinutes(59), () -> mutex.tryLock(ofHours(1)), true);
          after(test, fullQueue::get);
          takes(test, ofMinutes(59), () -> fullQueue.tryPut("other", ofHours(1)), true);
          after(test, () -> emptyQueue.put("item"));
          takes(test, ofMinutes(59), () -> emptyQueue.tryGet(ofHours(1)).isPresent(), true);
          after(test, full::receive);
          takes(test, ofMinutes(59), () -> full.trySend("a", ofHours(1)).isSent(), true);
          after(test, () -> empty.send("b"));
          takes(
              test,
              ofMinutes(59),
              () -> empty.tryReceive(ofHours(1)),
              new ReceiveResult.Received<>("b"));
        });
  }

  /** A sender and a receiver with the same deadline agree about what has happened. */
  @Test
  void bothSidesAtTheSameInstant_agree() {
    runTest(
        test -> {
          Task<ReceiveResult<String>> receiver = test.async(() -> empty.tryReceive(ofHours(1)));
          delay(ofHours(1));
          SendResult sent = empty.trySend("element");
          assertThat(receiver.await() instanceof ReceiveResult.Received).isEqualTo(sent.isSent());
        });
  }

  @Test
  void tooLongATimeout_isNone() {
    Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE);
    runTest(
        test -> {
          test.launch(
              () -> {
                delay(Duration.ofDays(1_000));
                semaphore.release();
              });
          takes(test, Duration.ofDays(1_000), () -> semaphore.tryAcquire(tooLong), true);
        });
  }

  private static void after(TestScope test, ThrowingRunnable action) {
    test.launch(
        () -> {
          delay(ofMinutes(59));
          action.run();
        });
  }

  private static <T> void takes(TestScope test, Duration time, Callable<T> wait, T result)
      throws Exception {
    Duration begin = test.clock().elapsed();
    assertThat(wait.call()).isEqualTo(result);
    assertThat(test.clock().elapsed().minus(begin)).isEqualTo(time);
  }
}
