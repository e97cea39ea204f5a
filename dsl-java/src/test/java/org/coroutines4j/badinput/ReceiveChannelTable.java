package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.function.ThrowingConsumer;

/** {@link ReceiveChannel}, while it is open and after its end. */
final class ReceiveChannelTable extends Table {
  private final IOException cause = new IOException("disk full");

  ReceiveChannelTable() {
    Member receive =
        method(ReceiveChannel.class, "receive")
            .throwing(
                "from a closed channel",
                ChannelClosedException.class,
                w -> Goods.ended(Channel::close).receive(),
                "the channel is closed")
            .waits(w -> w.goods.empty.receive())
            .waits(w -> w.goods.full.receive())
            .waits(w -> Goods.ended(Channel::close).receive());
    badEndsTold(receive, ReceiveChannel::receive);
    Member receiveAsync =
        method(ReceiveChannel.class, "receiveAsync")
            .throwing(
                "from a closed channel",
                ChannelClosedException.class,
                w -> joined(Goods.ended(Channel::close)),
                "the channel is closed");
    badEndsTold(receiveAsync, ReceiveChannelTable::joined);
    receiveAsync.worksEverywhere(ReceiveChannelTable::givenUp);
    method(ReceiveChannel.class, "receiveOrClosed")
        .accepts("from a closed channel", w -> assertThat(endOf(Channel::close)).isNull())
        .accepts(
            "from a channel closed with a cause",
            w -> assertThat(endOf(c -> c.closeExceptionally(cause))).isSameAs(cause))
        .waits(w -> w.goods.empty.receiveOrClosed())
        .waits(w -> w.goods.full.receiveOrClosed());
    method(ReceiveChannel.class, "tryReceive")
        .accepts(
            "from a closed channel",
            w ->
                assertThat(Goods.ended(Channel::close).tryReceive())
                    .isEqualTo(new ReceiveResult.Closed<>(null)))
        .worksEverywhere(
            w -> assertThat(w.goods.empty.tryReceive()).isInstanceOf(ReceiveResult.Empty.class));
    method(ReceiveChannel.class, "tryReceive", Duration.class)
        .nulls("timeout", w -> w.goods.full.tryReceive(null))
        .accepts(
            "from a closed channel",
            w ->
                assertThat(Goods.ended(Channel::close).tryReceive(World.LONG))
                    .isEqualTo(new ReceiveResult.Closed<>(null)))
        .accepts("timeout zero: does not wait", w -> assertEmpty(w, Duration.ZERO))
        .accepts("timeout negative: does not wait", w -> assertEmpty(w, World.NEGATIVE))
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.empty.tryReceive(World.FOR_EVER)))
        .waits(w -> w.goods.empty.tryReceive(World.LONG))
        .waits(w -> w.goods.full.tryReceive(World.LONG))
        .waits(w -> w.goods.full.tryReceive(Duration.ZERO));
    Member iterator =
        method(ReceiveChannel.class, "iterator")
            .throwing(
                "next of a closed channel",
                NoSuchElementException.class,
                w -> Goods.ended(Channel::close).iterator().next(),
                "has ended")
            .waits(w -> assertThat(w.goods.empty.iterator().hasNext()).isTrue())
            .waits(w -> assertThat(w.goods.full.iterator().hasNext()).isTrue())
            .waits(w -> w.goods.full.iterator().next());
    badEndsTold(iterator, channel -> assertThat(channel.iterator().hasNext()).isTrue());
    badEndsTold(iterator, channel -> channel.iterator().next());
    method(ReceiveChannel.class, "cancel")
        .accepts("twice", w -> Goods.ended(Channel::cancel).cancel())
        .accepts("after close", w -> Goods.ended(Channel::close).cancel())
        .worksEverywhere(w -> Goods.ended(Channel::cancel));
    method(ReceiveChannel.class, "cancel", Throwable.class)
        .nulls("cause", w -> w.goods.full.cancel(null))
        .worksEverywhere(w -> Goods.ended(c -> c.cancel(new IllegalStateException("broken"))));
    method(ReceiveChannel.class, "consume", ThrowingConsumer.class)
        .nulls("action", w -> w.goods.full.consume(null))
        .waits(w -> w.goods.full.consume(element -> {}));
    cannotFail(ReceiveChannel.class, "isClosedForReceive", "isEmpty");
  }

  private static void assertEmpty(World w, Duration timeout) {
    assertThat(w.goods.empty.tryReceive(timeout)).isInstanceOf(ReceiveResult.Empty.class);
  }

  private void badEndsTold(Member member, ThrowingConsumer<ReceiveChannel<?>> receive) {
    member
        .throwing(
            "from a cancelled channel",
            ChannelClosedException.class,
            w -> receive.accept(Goods.ended(Channel::cancel)),
            "the channel was cancelled")
        .throwing(
            "from a channel closed with a cause",
            ChannelClosedException.class,
            w -> receive.accept(Goods.ended(c -> c.closeExceptionally(cause))),
            "closed with java.io.IOException");
  }

  private static Throwable endOf(java.util.function.Consumer<Channel<String>> end) {
    ReceiveResult.OrClosed<String> result = Goods.ended(end).receiveOrClosed();
    assertThat(result).isInstanceOf(ReceiveResult.Closed.class);
    return ((ReceiveResult.Closed<String>) result).cause();
  }

  private static void joined(ReceiveChannel<?> channel) throws Exception {
    throw (Exception) catchThrowable(() -> channel.receiveAsync().join()).getCause();
  }

  /** A receive that is still waiting is undone. */
  private static void givenUp(World w) {
    var receiving = w.goods.empty.receiveAsync();
    assertThat(receiving).isNotDone();
    assertThat(receiving.cancel(false)).isTrue();
  }
}
