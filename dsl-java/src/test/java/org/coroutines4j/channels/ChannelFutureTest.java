package org.coroutines4j.channels;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards sending and receiving by futures: a withdrawn future has received no element. */
@Tag("stress")
class ChannelFutureTest {
  @Test
  void whatIsReady_completesAtOnce() {
    Channel<Integer> channel = Channel.buffered(1);
    assertThat(channel.sendAsync(1)).isCompleted();
    assertThat(channel.receiveAsync()).isCompletedWithValue(1);
  }

  @Test
  void futures_areServedInTheirOrder() {
    Channel<Integer> channel = Channel.rendezvous();
    CompletableFuture<Integer> first = channel.receiveAsync();
    CompletableFuture<Integer> second = channel.receiveAsync();
    assertThat(first).isNotDone();
    channel.send(1);
    channel.send(2);
    assertThat(first).isCompletedWithValue(1);
    assertThat(second).isCompletedWithValue(2);
  }

  @Test
  void close_failsTheFuture_withItsCause() {
    Channel<Integer> channel = Channel.rendezvous();
    IOException cause = new IOException();
    CompletableFuture<Integer> receive = channel.receiveAsync();
    channel.closeExceptionally(cause);
    assertThat(catchThrowable(receive::get))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ChannelClosedException.class)
        .cause()
        .isSameAs(cause);
    assertThat(channel.sendAsync(1)).isCompletedExceptionally();
    assertThat(channel.receiveAsync()).isCompletedExceptionally();
  }

  @Test
  void cancelledReceive_leavesTheElementToTheNext() {
    Channel<Integer> channel = Channel.rendezvous();
    CompletableFuture<Integer> first = channel.receiveAsync();
    CompletableFuture<Integer> second = channel.receiveAsync();
    assertThat(first.cancel(false)).isTrue();
    assertThat(first).isCancelled();
    assertThat(channel.sendAsync(1)).isCompleted();
    assertThat(second).isCompletedWithValue(1);
    assertThat(second.cancel(false)).isFalse();
  }

  @Test
  void cancelledSend_hasSentNothing() {
    Channel<Integer> channel = Channel.rendezvous();
    CompletableFuture<Void> send = channel.sendAsync(1);
    assertThat(send.cancel(false)).isTrue();
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  @Test
  void timeoutOfTheFuture_takesNoElement() {
    Channel<Integer> channel = Channel.rendezvous();
    CompletableFuture<Integer> receive = channel.receiveAsync().orTimeout(1, MILLISECONDS);
    assertThat(catchThrowable(receive::get)).hasCauseInstanceOf(TimeoutException.class);
    assertThat(channel.trySend(1).isSent()).isFalse();
  }

  @Test
  void cancelRacedAgainstSend_losesNoElement() throws Exception {
    Channel<Integer> channel = Channel.rendezvous();
    AtomicReference<CompletableFuture<Integer>> offered = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread canceller = new Thread(() -> cancelAll(offered, over));
    canceller.start();
    int[] ends = new int[2];
    Rounds rounds = Rounds.atLeast(200).until(() -> ends[0] > 0 && ends[1] > 0);
    for (int i = rounds.take(); i >= 0; i = rounds.take()) {
      CompletableFuture<Integer> receive = channel.receiveAsync();
      offered.set(receive);
      Pause.of(i % 16 * 20); // so that the canceller comes first at times
      boolean sent = channel.trySend(i).isSent();
      Poll.until(() -> offered.get() == null);
      if (sent) {
        assertThat(receive).isCompletedWithValue(i);
      } else {
        assertThat(receive).isCancelled();
      }
      ends[sent ? 0 : 1]++;
    }
    over.set(true);
    canceller.join();
    assertThat(ends).as("received and cancelled").doesNotContain(0);
  }

  private static void cancelAll(
      AtomicReference<CompletableFuture<Integer>> offered, AtomicBoolean over) {
    while (true) {
      Poll.untilEvenInterrupted(() -> over.get() || offered.get() != null);
      CompletableFuture<Integer> receive = offered.get();
      if (receive == null) {
        return;
      }
      receive.cancel(false);
      offered.set(null);
    }
  }
}
