package org.coroutines4j.channels;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Test;

/** Sending and receiving without waiting: a future that was withdrawn has taken nothing. */
class ChannelFutureTest {
  private static final int SPINS = 200;

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
    int rounds = Stress.rounds(20_000);
    Channel<Integer> channel = Channel.rendezvous();
    AtomicReference<CompletableFuture<Integer>> offered = new AtomicReference<>();
    Thread canceller = new Thread(() -> cancelAll(offered, rounds));
    canceller.start();
    int received = 0;
    for (int i = 0; i < rounds; i++) {
      CompletableFuture<Integer> receive = channel.receiveAsync();
      offered.set(receive);
      if (i % 16 == 0) {
        giveWay(SPINS); // so that the canceller comes first at times, however busy the machine is
      }
      boolean sent = channel.trySend(i).isSent();
      for (int spins = 0; offered.get() != null; spins++) {
        giveWay(spins);
      }
      if (sent) {
        assertThat(receive).isCompletedWithValue(i);
        received++;
      } else {
        assertThat(receive).isCancelled();
      }
    }
    canceller.join();
    assertThat(received).as("both outcomes were seen").isBetween(1, rounds - 1);
  }

  private static void cancelAll(AtomicReference<CompletableFuture<Integer>> offered, int rounds) {
    for (int i = 0; i < rounds; i++) {
      CompletableFuture<Integer> receive = offered.get();
      for (int spins = 0; receive == null; spins++) {
        giveWay(spins);
        receive = offered.get();
      }
      receive.cancel(false);
      offered.set(null);
    }
  }

  /** Who only spins keeps the other from its processor on a busy machine. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void giveWay(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
