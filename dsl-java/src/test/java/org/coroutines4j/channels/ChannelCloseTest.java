package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards the end of a channel: elements sent before are received, and the cause is the same object.
 */
@Tag("exceptions")
class ChannelCloseTest {
  private static final Dispatcher ONE = Dispatchers.virtual().limitedParallelism(1);

  private final IOException cause = new IOException("disk full");

  @Test
  void closedChannel_givesWhatWasSent_thenTellsOfTheEnd() {
    Channel<Integer> channel = Channel.buffered(2);
    channel.send(1);
    assertThat(channel.close()).isTrue();
    assertThat(channel.close()).isFalse();
    assertThat(channel.isClosedForSend()).isTrue();
    assertThat(channel.isClosedForReceive()).isFalse();
    assertThat(channel.receiveOrClosed()).isEqualTo(new ReceiveResult.Received<>(1));
    assertThat(channel.isClosedForReceive()).isTrue();
    assertThat(channel.receiveOrClosed()).isEqualTo(new ReceiveResult.Closed<>(null));
    assertThat(channel.tryReceive()).isEqualTo(new ReceiveResult.Closed<>(null));
    assertThat(channel.trySend(2)).isEqualTo(new SendResult.Closed(null));
    assertThatThrownBy(channel::receive)
        .isInstanceOf(ChannelClosedException.class)
        .hasMessage("the channel is closed")
        .hasNoCause();
    assertThatThrownBy(() -> channel.send(2))
        .isInstanceOf(ChannelClosedException.class)
        .hasNoCause();
  }

  @Test
  void closeCause_isTheSameObject_whereverItIsSeen() {
    Channel<Integer> channel = Channel.buffered(1);
    channel.send(1);
    assertThat(channel.closeExceptionally(cause)).isTrue();
    assertThat(channel.closeExceptionally(new IOException())).isFalse();
    assertThat(channel.receive()).isEqualTo(1);
    assertThat(catchThrowable(channel::receive))
        .isInstanceOf(ChannelClosedException.class)
        .hasMessage("the channel was closed with java.io.IOException")
        .cause()
        .isSameAs(cause);
    assertThat(catchThrowable(() -> channel.send(2)).getCause()).isSameAs(cause);
    assertThat(catchThrowable(() -> channel.iterator().hasNext()).getCause()).isSameAs(cause);
    assertThat(((ReceiveResult.Closed<Integer>) channel.receiveOrClosed()).cause()).isSameAs(cause);
    assertThat(((SendResult.Closed) channel.trySend(2)).cause()).isSameAs(cause);
  }

  @Test
  void waitingReceiver_seesTheCloseCauseItself() {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<Throwable> receiver = scope.async(() -> catchThrowable(channel::receive));
              Task<Throwable> loop =
                  scope.async(() -> catchThrowable(() -> channel.iterator().hasNext()));
              Task<ReceiveResult.OrClosed<Integer>> either = scope.async(channel::receiveOrClosed);
              yieldNow();
              channel.closeExceptionally(cause);
              assertThat(receiver.await().getCause()).isSameAs(cause);
              assertThat(loop.await().getCause()).isSameAs(cause);
              assertThat(((ReceiveResult.Closed<Integer>) either.await()).cause()).isSameAs(cause);
            });
  }

  @Test
  void waitingSender_stillDeliversItsElement_afterAClose() {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<?> sender = scope.launch(() -> channel.send(1));
              yieldNow();
              channel.close();
              assertThat(channel.receive()).isEqualTo(1);
              sender.await();
            });
  }

  @Test
  void cancelledChannel_dropsWhatIsInIt_andEndsItsSenders() {
    List<Integer> undelivered = new ArrayList<>();
    Channel<Integer> channel =
        Channel.builder().capacity(1).onUndelivered((Integer i) -> undelivered.add(i)).build();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              channel.send(1);
              Task<Throwable> sender = scope.async(() -> catchThrowable(() -> channel.send(2)));
              yieldNow();
              channel.cancel();
              assertThat(sender.await())
                  .isInstanceOf(ChannelClosedException.class)
                  .hasMessage("the channel was cancelled")
                  .hasCauseInstanceOf(CancellationException.class);
            });
    assertThat(undelivered).containsExactlyInAnyOrder(1, 2);
    assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class);
    assertThat(channel.isClosedForReceive()).isTrue();
  }

  @Test
  void cancelledReceiver_losesItsPlace_andTheChannelLives() {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<Integer> first = scope.async(channel::receive);
              yieldNow();
              Task<Integer> second = scope.async(channel::receive);
              yieldNow();
              first.cancel();
              channel.send(1);
              assertThat(second.await()).isEqualTo(1);
              assertThat(first.awaitOutcome()).matches(outcome -> !outcome.isSuccess());
            });
  }

  @Test
  void iterator_asksOnceForEachElement_andEndsWithNoSuchElement() {
    Channel<Integer> channel = Channel.buffered(3);
    channel.send(1);
    channel.send(2);
    channel.close();
    Iterator<Integer> iterator = channel.iterator();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.next()).isEqualTo(1);
    assertThat(iterator.next()).isEqualTo(2);
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void handlerThatFails_isLogged_andHarmsNobody() {
    Channel<Integer> channel = Channel.buffered(1);
    try (CapturedLog log = new CapturedLog()) {
      channel.invokeOnClose(
          cause -> {
            throw new IllegalStateException("broken");
          });
      assertThat(channel.close()).isTrue();
      Channel<Integer> closed = Channel.buffered(1);
      closed.close();
      closed.invokeOnClose(
          cause -> {
            throw new IllegalStateException("broken");
          });
      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("broken"));
    }
    assertThat(channel.isClosedForSend()).isTrue();
  }

  @Test
  void cancelBecauseOfAnothersCloseCause_isACancellation() {
    CancellationException cause = new CancellationException("mine");
    Channel<Integer> first = Channel.buffered(1);
    first.closeExceptionally(cause);
    Channel<Integer> second = Channel.buffered(1);
    second.cancel(cause);
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(second::receive)
        .matches(ChannelClosedException::isCancelled)
        .withRootCauseInstanceOf(CancellationException.class);
  }
}
