package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards what a channel tells of its state and its end: isEmpty, invokeOnClose, a cancellation with
 * a cause, and consume.
 */
class ChannelEndTest {
  private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void isEmpty_holdsForAnOpenChannelWithoutElements_only() {
    Channel<Integer> channel = Channel.buffered(1);
    assertThat(channel.isEmpty()).isTrue();
    channel.send(1);
    assertThat(channel.isEmpty()).isFalse();
    channel.close();
    channel.receive();
    assertThat(channel.isEmpty()).as("closed and empty").isFalse();
  }

  @Test
  void invokeOnClose_getsTheCause_once() {
    IOException broken = new IOException("broken");
    Channel<Integer> failed = Channel.buffered(1);
    failed.invokeOnClose(log::add);
    failed.closeExceptionally(broken);
    failed.closeExceptionally(new IOException("later"));
    Channel<Integer> closed = Channel.buffered(1);
    closed.invokeOnClose(log::add);
    closed.close();
    assertThat(log).containsExactly(Optional.of(broken), Optional.empty());
  }

  @Test
  void invokeOnClose_ofAClosedChannel_runsImmediately() {
    Channel<Integer> channel = Channel.rendezvous();
    channel.cancel();
    channel.invokeOnClose(cause -> log.add(cause.orElseThrow()));
    assertThat(log).hasSize(1).first().isInstanceOf(CancellationException.class);
  }

  @Test
  void invokeOnClose_twice_isRefused() {
    Channel<Integer> channel = Channel.rendezvous();
    channel.invokeOnClose(cause -> {});
    assertThatIllegalStateException()
        .isThrownBy(() -> channel.invokeOnClose(cause -> {}))
        .withMessageContaining("one handler");
  }

  @Test
  void cancelWithACause_failsSendersAndReceiversWithIt() {
    IOException broken = new IOException("broken");
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              Task<?> sender =
                  scope.async(
                      () -> {
                        assertThatThrownBy(() -> channel.send(1))
                            .isInstanceOf(ChannelClosedException.class)
                            .hasRootCause(broken);
                        return 0;
                      });
              channel.cancel(broken);
              sender.await();
            });
    assertThatThrownBy(channel::receive)
        .isInstanceOfSatisfying(
            ChannelClosedException.class, e -> assertThat(e.isCancelled()).isTrue())
        .hasRootCause(broken);
  }

  @Test
  void consume_receivesAll_andCancelsTheChannelHoweverItEnds() {
    Channel<Integer> channel = Channel.buffered(3);
    channel.send(1);
    channel.send(2);
    channel.close();
    channel.consume(log::add);
    assertThat(log).containsExactly(1, 2);

    IOException broken = new IOException("broken");
    Channel<Integer> failing = Channel.buffered(3);
    failing.send(1);
    failing.send(2);
    assertThatThrownBy(
            () ->
                failing.consume(
                    element -> {
                      throw broken;
                    }))
        .hasCause(broken);
    assertThat(failing.isClosedForSend()).isTrue();
    assertThat(failing.tryReceive()).isInstanceOf(ReceiveResult.Closed.class);
  }

  @Test
  void cancelledConsumer_releasesTheSender() {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              Task<?> consumer = scope.launch(() -> channel.consume(log::add));
              channel.send(1);
              Task<?> sender = scope.launch(() -> channel.send(2));
              sender.join();
              Task<?> second = scope.launch(() -> channel.send(3));
              consumer.cancel();
              consumer.join();
              second.join();
              assertThat(channel.isClosedForSend()).isTrue();
            });
    assertThat(log).contains(1);
  }

  @Test
  void trySendToFirst_takesTheFirstChannelWithRoom() {
    Channel<Integer> full = Channel.rendezvous();
    Channel<Integer> closed = Channel.buffered(1);
    closed.close();
    Channel<Integer> free = Channel.buffered(1);
    List<Channel<Integer>> channels = List.of(full, closed, free);
    assertThat(Channel.trySendToFirst(7, channels).orElseThrow()).isSameAs(free);
    assertThat(Channel.trySendToFirst(8, channels)).isEmpty();
    assertThat(free.receive()).isEqualTo(7);
  }
}
