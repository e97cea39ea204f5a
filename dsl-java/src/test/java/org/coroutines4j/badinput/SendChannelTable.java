package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.badinput.Goods.STRAY;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.function.ThrowingConsumer;

/** {@link SendChannel}, while it is open and after its end. */
final class SendChannelTable extends Table {
  private final IOException cause = new IOException("disk full");

  SendChannelTable() {
    Member send =
        method(SendChannel.class, "send", Object.class)
            .nulls("element", w -> w.goods.empty.send(null))
            .nulls("element", w -> closed().send(null))
            .waits(w -> w.goods.full.send(STRAY))
            .waits(w -> w.goods.empty.send(STRAY))
            .waits(w -> closed().send(STRAY));
    endsTold(send, channel -> channel.send(STRAY));
    Member sendAsync =
        method(SendChannel.class, "sendAsync", Object.class)
            .nulls("element", w -> assertThat(w.goods.empty.sendAsync(null)).isNull())
            .accepts("to a full channel", SendChannelTable::takenBack);
    endsTold(sendAsync, SendChannelTable::joined);
    sendAsync.worksEverywhere(SendChannelTable::takenBack);
    method(SendChannel.class, "trySend", Object.class)
        .nulls("element", w -> w.goods.empty.trySend(null))
        .accepts("to a full channel", SendChannelTable::assertFull)
        .accepts("to a closed channel", w -> assertClosed(closed().trySend(STRAY)))
        .worksEverywhere(SendChannelTable::assertFull);
    method(SendChannel.class, "trySend", Object.class, Duration.class)
        .nulls("element", w -> w.goods.empty.trySend(null, World.LONG))
        .nulls("timeout", w -> w.goods.empty.trySend(STRAY, null))
        .accepts("to a closed channel", w -> assertClosed(closed().trySend(STRAY, World.LONG)))
        .accepts(
            "timeout zero: does not wait",
            w -> assertFull(w.goods.full.trySend(STRAY, Duration.ZERO)))
        .accepts(
            "timeout negative: does not wait",
            w -> assertFull(w.goods.full.trySend(STRAY, World.NEGATIVE)))
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.full.trySend(STRAY, World.FOR_EVER)))
        .waits(w -> w.goods.full.trySend(STRAY, World.LONG))
        .waits(w -> w.goods.empty.trySend(STRAY, World.LONG))
        .waits(w -> w.goods.empty.trySend(STRAY, Duration.ZERO));
    method(SendChannel.class, "close")
        .accepts("twice", w -> assertThat(closed().close()).isFalse())
        .worksEverywhere(w -> assertThat(closed().isClosedForSend()).isTrue());
    method(SendChannel.class, "closeExceptionally", Throwable.class)
        .nulls("cause", w -> w.goods.empty.closeExceptionally(null))
        .accepts("twice", w -> assertThat(closed().closeExceptionally(cause)).isFalse());
    method(SendChannel.class, "invokeOnClose", Consumer.class)
        .nulls("handler", w -> w.goods.empty.invokeOnClose(null))
        .refuses("twice", w -> twice(Channel.rendezvous()), "one handler")
        .worksEverywhere(w -> Channel.rendezvous().invokeOnClose(cause -> {}));
    cannotFail(SendChannel.class, "isClosedForSend");
  }

  private void endsTold(Member member, ThrowingConsumer<Channel<String>> send) {
    member
        .throwing(
            "to a closed channel",
            ChannelClosedException.class,
            w -> send.accept(closed()),
            "the channel is closed")
        .throwing(
            "to a cancelled channel",
            ChannelClosedException.class,
            w -> send.accept(Goods.ended(Channel::cancel)),
            "the channel was cancelled")
        .throwing(
            "to a channel closed with a cause",
            ChannelClosedException.class,
            w -> send.accept(Goods.ended(channel -> channel.closeExceptionally(cause))),
            "closed with java.io.IOException");
  }

  static Channel<String> closed() {
    return Goods.ended(Channel::close);
  }

  private static void joined(Channel<String> channel) throws Exception {
    throw (Exception) catchThrowable(() -> channel.sendAsync(STRAY).join()).getCause();
  }

  /** A send that is still waiting is undone. */
  private static void takenBack(World w) {
    var sending = w.goods.full.sendAsync(STRAY);
    assertThat(sending).isNotDone();
    assertThat(sending.cancel(false)).isTrue();
  }

  private static void assertFull(World w) {
    assertFull(w.goods.full.trySend(STRAY));
  }

  private static void assertFull(SendResult result) {
    assertThat(result).isInstanceOf(SendResult.Full.class);
  }

  private static void assertClosed(SendResult result) {
    assertThat(result).isEqualTo(new SendResult.Closed(null));
  }

  private static void twice(Channel<String> channel) {
    channel.invokeOnClose(cause -> {});
    channel.invokeOnClose(cause -> {});
  }
}
