package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.OptionalInt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.internal.channels.ChannelInterop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards the counts in the snapshots of channels and queues, which are read from internals of
 * kotlinx: a caller that has left is not counted, and neither is an element that was received.
 */
class ChannelSnapshotTest {
  /** More than two segments of a channel. */
  private static final int MANY = 100;

  private static QueueSnapshot of(int size, int capacity, int producers, int consumers) {
    return new QueueSnapshot(size, OptionalInt.of(capacity), producers, consumers);
  }

  private static QueueSnapshot unlimited(int size, int consumers) {
    return new QueueSnapshot(size, OptionalInt.empty(), 0, consumers);
  }

  private static void onOneThread(ScopeAction body) {
    taskScope().on(Dispatchers.eventLoop()).run(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40})
  void bufferedChannel_countsElements_andSendersThatWait(int capacity) {
    Channel<Integer> channel = Channel.buffered(capacity);
    onOneThread(
        scope -> {
          for (int i = 0; i < MANY; i++) {
            scope.background(() -> channel.send(1));
          }
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(capacity, capacity, MANY - capacity, 0));
          for (int i = 0; i < MANY - capacity; i++) {
            channel.receive();
          }
          assertThat(channel.snapshot()).isEqualTo(of(capacity, capacity, 0, 0));
        });
  }

  @Test
  void rendezvousChannel_holdsNoElement() {
    Channel<Integer> channel = Channel.rendezvous();
    onOneThread(
        scope -> {
          Task<?> sender = scope.launch(() -> channel.send(1));
          scope.launch(() -> channel.send(2));
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(0, 0, 2, 0));
          sender.cancel();
          sender.join();
          assertThat(channel.snapshot()).isEqualTo(of(0, 0, 1, 0));
          assertThat(channel.receive()).isEqualTo(2);
          assertThat(channel.snapshot()).isEqualTo(of(0, 0, 0, 0));
        });
  }

  @Test
  void receiver_isCountedWhileItWaits() {
    Channel<Integer> channel = Channel.buffered(3);
    onOneThread(
        scope -> {
          for (int i = 0; i < MANY; i++) {
            scope.background(channel::receiveOrClosed);
          }
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(0, 3, 0, MANY));
          channel.send(1);
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(0, 3, 0, MANY - 1));
          channel.close();
          assertThat(channel.snapshot()).isEqualTo(of(0, 3, 0, 0));
        });
  }

  @Test
  void callersThatHaveLeft_areNotCounted() {
    Channel<Integer> channel = Channel.buffered(2);
    onOneThread(
        scope -> {
          Task<?> first = scope.launch(channel::receive);
          yieldNow();
          for (int i = 0; i < MANY; i++) {
            channel.tryReceive(ofMillis(1));
          }
          assertThat(channel.snapshot()).isEqualTo(of(0, 2, 0, 1));
          channel.send(1);
          first.join();
          assertThat(channel.snapshot()).isEqualTo(of(0, 2, 0, 0));
          channel.send(2);
          channel.send(3);
          for (int i = 0; i < MANY; i++) {
            channel.trySend(4, ofMillis(1));
          }
          assertThat(channel.snapshot()).isEqualTo(of(2, 2, 0, 0));
        });
  }

  @Test
  void clauseOfASelect_isCountedWhileItWaits() {
    Channel<Integer> channel = Channel.buffered(1);
    Channel<Integer> other = Channel.buffered(1);
    onOneThread(
        scope -> {
          Task<?> selecting =
              scope.launch(
                  () -> select().onReceive(channel, i -> i).onReceive(other, i -> i).await());
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(0, 1, 0, 1));
          other.send(1);
          selecting.join();
          assertThat(channel.snapshot()).isEqualTo(of(0, 1, 0, 0));
        });
  }

  @Test
  void future_isCountedUntilItIsComplete() {
    Channel<Integer> channel = Channel.buffered(1);
    var future = channel.receiveAsync();
    assertThat(channel.snapshot()).isEqualTo(of(0, 1, 0, 1));
    future.cancel(false);
    assertThat(channel.snapshot()).isEqualTo(of(0, 1, 0, 0));
  }

  @Test
  void unlimitedChannel_hasNoCapacity() {
    Channel<Integer> channel = Channel.unlimited();
    for (int i = 0; i < MANY; i++) {
      channel.send(i);
    }
    channel.receive();
    assertThat(channel.snapshot()).isEqualTo(unlimited(MANY - 1, 0));
    channel.close();
    assertThat(channel.snapshot()).isEqualTo(unlimited(MANY - 1, 0));
    channel.cancel();
    assertThat(channel.snapshot()).isEqualTo(unlimited(0, 0));
  }

  @Test
  void droppedElements_areNotCounted() {
    Channel<Integer> conflated = Channel.conflated();
    Channel<Integer> latest =
        Channel.<Integer>builder().capacity(2).onOverflow(Overflow.DROP_LATEST).build();
    for (int i = 0; i < MANY; i++) {
      conflated.send(i);
      latest.send(i);
    }
    assertThat(conflated.snapshot()).isEqualTo(of(1, 1, 0, 0));
    assertThat(latest.snapshot()).isEqualTo(of(2, 2, 0, 0));
    Channel<Integer> atLeastOne =
        Channel.<Integer>builder().onOverflow(Overflow.DROP_OLDEST).build();
    assertThat(atLeastOne.snapshot()).isEqualTo(of(0, 1, 0, 0));
  }

  @Test
  void producedChannel_countsItsTask() {
    onOneThread(
        scope -> {
          ReceiveChannel<Integer> channel =
              Channel.produce(
                  scope,
                  2,
                  out -> {
                    for (int i = 0; i < 4; i++) {
                      out.send(i);
                    }
                  });
          yieldNow();
          assertThat(channel.snapshot()).isEqualTo(of(2, 2, 1, 0));
          channel.cancel();
        });
  }

  @Test
  void channelOfKotlin_hasAnUnknownCapacity() {
    kotlinx.coroutines.channels.Channel<Integer> kotlin =
        ChannelKt.Channel(3, BufferOverflow.SUSPEND, null);
    Channel<Integer> channel = ChannelInterop.wrap(kotlin);
    channel.send(1);
    assertThat(channel.snapshot()).isEqualTo(unlimited(1, 0));
  }

  @Test
  void unusualChannelOfKotlin_isRefused() {
    var kotlin =
        new org.coroutines4j.runtime.kotlinx.ProducerChannel(
            ChannelKt.Channel(3, BufferOverflow.SUSPEND, null), () -> {});
    ReceiveChannel<Object> channel = ChannelInterop.wrapReceiving(kotlin);
    assertThatThrownBy(channel::snapshot)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("ProducerChannel");
  }

  @Test
  void queue_countsItemsAndWaitingCallers() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    onOneThread(
        scope -> {
          Task<?> getter = scope.launch(queue::get);
          scope.launch(queue::get);
          yieldNow();
          assertThat(queue.snapshot()).isEqualTo(of(0, 1, 0, 2));
          getter.cancel();
          getter.join();
          assertThat(queue.snapshot()).isEqualTo(of(0, 1, 0, 1));
          queue.put(1); // for the getter, which no longer waits
          assertThat(queue.snapshot()).isEqualTo(of(1, 1, 0, 0));
          yieldNow();
          queue.put(2);
          scope.background(() -> putUnlessShutDown(queue));
          scope.background(() -> putUnlessShutDown(queue));
          yieldNow();
          assertThat(queue.snapshot()).isEqualTo(of(1, 1, 2, 0));
          queue.shutdown();
          assertThat(queue.snapshot()).isEqualTo(of(1, 1, 0, 0));
        });
    assertThat(AsyncQueue.lifo().snapshot()).isEqualTo(unlimited(0, 0));
  }

  private static void putUnlessShutDown(AsyncQueue<Integer> queue) {
    try {
      queue.put(3);
    } catch (QueueShutdownException e) {
      // as the test wants it
    }
  }
}
