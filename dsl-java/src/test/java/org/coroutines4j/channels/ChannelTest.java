package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that elements are received once and in order, and that senders wait as the capacity
 * requires.
 */
class ChannelTest {
  static Stream<Channel<Integer>> lossless() {
    return Stream.of(
        Channel.rendezvous(),
        Channel.buffered(1),
        Channel.buffered(16),
        Channel.unlimited(),
        Channel.builder().capacity(3).onUndelivered((Integer i) -> {}).build());
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void elements_comeOutInOrder_andTheLoopEndsAtTheClose(Channel<Integer> channel) {
    List<Integer> received = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              scope.launch(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      channel.send(i);
                    }
                    channel.close();
                  });
              for (int element : channel) {
                received.add(element);
              }
            });
    assertThat(received).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void bufferedChannel_isFullAtItsCapacity_andItsSendersWait() {
    Channel<String> channel = Channel.buffered(2);
    channel.send("a");
    channel.send("b");
    assertThat(channel.trySend("c")).isEqualTo(new SendResult.Full());
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              Task<?> sender = scope.launch(() -> channel.send("c"));
              yieldNow();
              yieldNow();
              assertThat(sender.isDone()).isFalse();
              assertThat(channel.receive()).isEqualTo("a");
              sender.await();
            });
    assertThat(channel.receive() + channel.receive()).isEqualTo("bc");
  }

  @Test
  void rendezvous_hasNoRoom_untilAReceiverWaits() {
    Channel<String> channel = Channel.rendezvous();
    assertThat(channel.trySend("a").isSent()).isFalse();
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              Task<String> receiver = scope.async(channel::receive);
              yieldNow();
              assertThat(channel.trySend("a").isSent()).isTrue();
              assertThat(receiver.await()).isEqualTo("a");
            });
  }

  @Test
  void conflatedChannel_keepsTheNewest() {
    Channel<Integer> channel = Channel.conflated();
    for (int i = 1; i <= 5; i++) {
      channel.send(i);
    }
    assertThat(channel.receive()).isEqualTo(5);
    assertThat(channel.tryReceive()).isEqualTo(new ReceiveResult.Empty<>());
  }

  @Test
  void overflow_dropsTheOldestOrTheLatest_andHandsItOn() {
    List<Integer> dropped = new ArrayList<>();
    Channel<Integer> oldest =
        Channel.builder()
            .capacity(2)
            .onOverflow(Overflow.DROP_OLDEST)
            .onUndelivered((Integer i) -> dropped.add(i))
            .build();
    Channel<Integer> latest =
        Channel.builder()
            .capacity(2)
            .onOverflow(Overflow.DROP_LATEST)
            .onUndelivered((Integer i) -> dropped.add(i))
            .build();
    for (int i = 1; i <= 3; i++) {
      oldest.send(i);
      latest.send(10 * i);
    }
    assertThat(dropped).containsExactly(1, 30);
    assertThat(List.of(oldest.receive(), oldest.receive())).containsExactly(2, 3);
    assertThat(List.of(latest.receive(), latest.receive())).containsExactly(10, 20);
  }

  @Test
  void receivers_areServedInTheOrderInWhichTheyCame() {
    Channel<Integer> channel = Channel.rendezvous();
    List<String> served = new ArrayList<>();
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              for (String name : List.of("first", "second", "third")) {
                scope.launch(() -> served.add(name + channel.receive()));
                yieldNow();
              }
              for (int i = 1; i <= 3; i++) {
                channel.send(i);
              }
            });
    assertThat(served).containsExactly("first1", "second2", "third3");
  }

  @Test
  void nullElement_isRefused_andNothingIsSent() {
    Channel<String> channel = Channel.unlimited();
    assertThatThrownBy(() -> channel.send(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("element");
    assertThatThrownBy(() -> channel.trySend(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> channel.sendAsync(null)).isInstanceOf(NullPointerException.class);
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  @Test
  void plainThread_sendsAndReceives_withoutATask() throws Exception {
    Channel<Integer> channel = Channel.rendezvous();
    CountDownLatch sent = new CountDownLatch(1);
    Thread sender =
        new Thread(
            () -> {
              channel.send(42);
              sent.countDown();
            });
    sender.start();
    assertThat(channel.receive()).isEqualTo(42);
    sent.await();
    sender.join();
  }

  @Test
  void failingUndeliveredHandler_isLogged_andHasNoOtherEffect() {
    IllegalStateException failure = new IllegalStateException("boom");
    Channel<Integer> channel =
        Channel.builder()
            .capacity(1)
            .onOverflow(Overflow.DROP_LATEST)
            .onUndelivered(
                (Integer i) -> {
                  throw failure;
                })
            .build();
    channel.send(1);
    try (CapturedLog log = new CapturedLog()) {
      channel.send(2);
      assertThat(log.lines())
          .containsExactly("C4J-108: the onUndelivered handler of a channel failed");
      assertThat(log.records().get(0).getThrown()).isSameAs(failure);
    }
    assertThat(channel.receive()).isEqualTo(1);
  }
}
