package org.coroutines4j.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a queue creates the channel of its waiting callers when the first one waits, and not
 * before.
 */
class LazyPermitChannelTest {
  private final QueueImpl<Integer> queue = (QueueImpl<Integer>) AsyncQueue.<Integer>fifo(1);
  private final PermitQueue slots = queue.slots;
  private final PermitQueue available = queue.available;

  private static void assertNoChannel(PermitQueue permits) {
    assertThatThrownBy(permits::channel)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no caller has begun to wait");
  }

  @Test
  void queueAtWhichNoCallerWaits_makesNoChannel() {
    queue.put(1);
    assertThat(queue.tryPut(2)).isFalse();
    assertThat(queue.tryPut(2, Duration.ZERO)).isFalse();
    assertThat(queue.get()).isEqualTo(1);
    assertThat(queue.tryGet()).isEmpty();
    assertThat(queue.tryGet(Duration.ZERO)).isEmpty();
    Select<Integer> polling =
        Select.start().<Integer, Integer>onReceive(queue, item -> item).orElse(() -> 0);
    assertThat(polling.await()).isZero();
    assertThat(Select.start().onSend(queue, 3, () -> 3).await()).isEqualTo(3);
    queue.shutdownNow();

    assertNoChannel(slots);
    assertNoChannel(available);
  }

  @Test
  void firstGetterThatWaits_makesTheChannelOfGettersOnly() {
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1)) // no other task runs before this one waits
        .run(
            scope -> {
              Task<Integer> first = scope.async(queue::get);
              Task<Integer> second = scope.async(queue::get);
              yieldNow();
              assertThat(available.channel().isClosedForReceive()).isFalse();
              assertNoChannel(slots);

              queue.put(1);
              assertThat(first.await()).isEqualTo(1);
              queue.put(2);
              assertThat(second.await()).isEqualTo(2);
            });
    assertNoChannel(slots);
  }

  static List<Consumer<PermitQueue>> waits() {
    return List.of(LazyPermitChannelTest::beginWait, PermitQueue::beginSelect);
  }

  private static void beginWait(PermitQueue permits) {
    permits.lock.lock();
    try {
      permits.beginWait();
    } finally {
      permits.lock.unlock();
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void firstSelectAfterTheEnd_findsTheEnd(Consumer<PermitQueue> wait) {
    PermitQueue permits = new PermitQueue(new ReentrantLock(), 0);
    permits.end();
    wait.accept(permits);
    assertThat(permits.channel().isClosedForReceive()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("waits")
  void firstWaitWhileAPermitIsFree_getsThePermit(Consumer<PermitQueue> wait) {
    PermitQueue permits = new PermitQueue(new ReentrantLock(), 1);
    wait.accept(permits);
    assertThat(permits.channel().isEmpty()).isFalse();
    assertThat(permits.tryTake()).isTrue();
    assertThat(permits.tryTake()).isFalse();
  }
}
