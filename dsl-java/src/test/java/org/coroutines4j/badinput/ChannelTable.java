package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.function.ThrowingConsumer;

/** How a {@link Channel} is made, and what its calls return. */
final class ChannelTable extends Table {
  ChannelTable() {
    cannotFail(Channel.class, "rendezvous", "unlimited", "conflated", "builder");
    method(Channel.class, "buffered", int.class)
        .rejects(
            "capacity -1", w -> Channel.buffered(-1), "capacity must", "-1", "Channel.conflated()")
        .rejects("capacity MIN_VALUE", w -> Channel.buffered(Integer.MIN_VALUE), "capacity must")
        .accepts("capacity 0", w -> assertThat(accepted(Channel.buffered(0))).isZero())
        .accepts(
            "capacity MAX_VALUE",
            w -> assertThat(accepted(Channel.buffered(Integer.MAX_VALUE))).isEqualTo(3));
    produce();
    builder();
    results();
  }

  /** Returns how many of three elements {@code channel} accepts, and keeps. */
  private static int accepted(Channel<Integer> channel) {
    int accepted = 0;
    for (int i = 0; i < 3; i++) {
      accepted += channel.trySend(i).isSent() ? 1 : 0;
    }
    for (int i = 0; i < accepted; i++) {
      assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Received.class);
    }
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
    return accepted;
  }

  private void produce() {
    method(Channel.class, "produce", TaskScope.class, int.class, ThrowingConsumer.class)
        .nulls("scope", w -> Channel.produce(null, 1, out -> w.action().run()))
        .nulls("body", w -> Channel.<String>produce(w.scope, 1, null))
        .rejects("capacity -1", w -> produced(w, w.scope, -1), "capacity must", "-1")
        .accepts(
            "capacity MAX_VALUE",
            w -> assertThat(firstOf(w.scope, Integer.MAX_VALUE)).isEqualTo("good"))
        .accepts(
            "scope of lazy tasks: the task is started",
            w -> assertThat(firstOf(w.scope.lazily(), 0)).isEqualTo("good"))
        .refuses("scope after its end", w -> produced(w, w.ended(), 1), "'run' has ended")
        .refuses("scope after close", w -> produced(w, w.closed(), 1), "'closed' is closed")
        .throwing(
            "scope cancelled",
            CancellationException.class,
            w ->
                org.coroutines4j.Async.run(
                    scope -> {
                      scope.cancel();
                      produced(w, scope, 1);
                    }),
            "'run' is cancelled");
  }

  private static void produced(World w, TaskScope scope, int capacity) {
    Channel.<String>produce(scope, capacity, out -> w.action().run());
  }

  private static String firstOf(TaskScope scope, int capacity) {
    ReceiveChannel<String> channel = Channel.produce(scope, capacity, out -> out.send("good"));
    return channel.receive();
  }

  private void builder() {
    method(Channel.Builder.class, "capacity", int.class)
        .rejects("n -1", w -> Channel.builder().capacity(-1), "capacity must", "-1")
        .rejects(
            "n -1, Kotlin's CONFLATED, with a policy",
            w -> Channel.builder().onOverflow(Overflow.DROP_LATEST).capacity(-1),
            "capacity must",
            "-1",
            "Channel.conflated()")
        .accepts("n 0 of a channel that drops elements: is 1", w -> holdsOne())
        .accepts("n MAX_VALUE", w -> Channel.builder().capacity(Integer.MAX_VALUE).build());
    method(Channel.Builder.class, "onOverflow", Overflow.class)
        .nulls("policy", w -> Channel.builder().onOverflow(null));
    method(Channel.Builder.class, "onUndelivered", Consumer.class)
        .nulls("handler", w -> Channel.builder().onUndelivered(null));
    method(Channel.Builder.class, "build")
        .accepts("twice", w -> assertThat(accepted(Channel.builder().build())).isZero());
  }

  private static void holdsOne() {
    Channel<Integer> channel =
        Channel.<Integer>builder().capacity(0).onOverflow(Overflow.DROP_LATEST).build();
    assertThat(channel.trySend(1).isSent() && channel.trySend(2).isSent()).isTrue();
    assertThat(channel.tryReceive()).isEqualTo(new ReceiveResult.Received<>(1));
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  private void results() {
    method(Channel.class, "trySendToFirst", Object.class, List.class)
        .nulls("element", w -> Channel.trySendToFirst(null, List.of(w.goods.empty)))
        .nulls("channels", w -> Channel.trySendToFirst(Goods.STRAY, null))
        .nulls(
            "channels[0]",
            w -> Channel.trySendToFirst(Goods.STRAY, Collections.singletonList(null)))
        .worksEverywhere(
            w -> assertThat(Channel.trySendToFirst(Goods.STRAY, List.of(w.goods.full))).isEmpty());
    cannotFail(Overflow.class, "values");
    method(Overflow.class, "valueOf", String.class).cannotFail("made by the compiler");
    cannotFail(SendResult.class, "isSent");
    constructor(SendResult.Sent.class).cannotFail("holds nothing");
    constructor(SendResult.Full.class).cannotFail("holds nothing");
    constructor(SendResult.Closed.class, Throwable.class)
        .mayBeNull("cause", w -> assertThat(new SendResult.Closed(null).isSent()).isFalse());
    cannotFail(SendResult.Closed.class, "cause");
    constructor(ReceiveResult.Received.class, Object.class)
        .nulls("value", w -> new ReceiveResult.Received<>(null));
    cannotFail(ReceiveResult.Received.class, "value");
    constructor(ReceiveResult.Closed.class, Throwable.class)
        .mayBeNull("cause", w -> assertThat(new ReceiveResult.Closed<>(null).cause()).isNull());
    cannotFail(ReceiveResult.Closed.class, "cause");
    constructor(ReceiveResult.Empty.class).cannotFail("holds nothing");
    cannotFail(ChannelClosedException.class, "isCancelled");
    constructor(ChannelClosedException.class, Throwable.class, boolean.class)
        .mayBeNull("cause", w -> assertThat(new ChannelClosedException(null, true)).hasNoCause())
        .accepts(
            "cancelled without a cause",
            w -> assertThat(new ChannelClosedException(null, true).isCancelled()).isTrue());
    constructor(ChannelClosedException.class, Throwable.class)
        .mayBeNull("cause", w -> assertThat(new ChannelClosedException(null)).hasNoCause());
  }
}
