package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;

/** Where the values of an {@link AsyncFlow} come from. */
final class FlowSourcesTable extends Table {
  private static final Collection<AsyncFlow<String>> NO_FLOWS = null;

  FlowSourcesTable() {
    method(AsyncFlow.class, "generate", ThrowingConsumer.class)
        .nulls("body", w -> AsyncFlow.generate(null));
    cannotFail(AsyncFlow.class, "empty");
    method(AsyncFlow.class, "range", int.class, int.class)
        .accepts("from above to: is empty", w -> assertThat(AsyncFlow.range(3, 2).count()).isZero())
        .accepts(
            "to MIN_VALUE: is empty",
            w -> assertThat(AsyncFlow.range(0, Integer.MIN_VALUE).count()).isZero())
        .accepts(
            "to MAX_VALUE",
            w ->
                assertThat(AsyncFlow.range(Integer.MAX_VALUE - 1, Integer.MAX_VALUE).toList())
                    .containsExactly(Integer.MAX_VALUE - 1));
    given();
    made();
    ofFlows("merge");
    ofFlows("concat");
  }

  private void given() {
    method(AsyncFlow.class, "of", Object[].class)
        .nulls("values", w -> AsyncFlow.of((String[]) null))
        .nulls("values[1]", w -> AsyncFlow.of("a", null));
    method(AsyncFlow.class, "fromIterable", Iterable.class)
        .nulls("items", w -> AsyncFlow.fromIterable(null))
        .throwing(
            "items[1] null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.fromIterable(Arrays.asList("a", null)).toList(),
            "value");
    method(AsyncFlow.class, "fromStream", Callable.class)
        .nulls("items", w -> AsyncFlow.fromStream(null));
    fromChannel();
    method(AsyncFlow.class, "fromPublisher", Publisher.class)
        .nulls("publisher", w -> AsyncFlow.fromPublisher(null));
    method(AsyncFlow.class, "fromStage", CompletionStage.class)
        .nulls("stage", w -> AsyncFlow.fromStage(null));
  }

  private void fromChannel() {
    Member member =
        method(AsyncFlow.class, "fromChannel", ReceiveChannel.class)
            .nulls("channel", w -> AsyncFlow.fromChannel(null))
            .accepts(
                "a closed channel",
                w -> assertThat(flow(Goods.ended(Channel::close)).toList()).isEmpty())
            .worksEverywhere(w -> flow(w.goods.full).map(s -> s))
            .waits(w -> flow(w.goods.full).toList())
            .throwing(
                "a cancelled channel",
                ChannelClosedException.class,
                w -> flow(Goods.ended(Channel::cancel)).toList(),
                "the channel was cancelled");
    IOException cause = new IOException("disk full");
    member.throwing(
        "a channel closed with a cause",
        UncheckedIOException.class,
        w -> flow(Goods.ended(channel -> channel.closeExceptionally(cause))).toList(),
        "disk full");
  }

  private static <T> AsyncFlow<T> flow(ReceiveChannel<T> channel) {
    return AsyncFlow.fromChannel(channel);
  }

  private void made() {
    method(AsyncFlow.class, "iterate", Object.class, ThrowingFunction.class)
        .nulls("seed", w -> AsyncFlow.iterate(null, value -> w.body().call()))
        .nulls("next", w -> AsyncFlow.iterate("a", null))
        .throwing(
            "next returns null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.iterate("a", value -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "ticker", Duration.class)
        .nulls("period", w -> AsyncFlow.ticker(null))
        .rejects("period zero", w -> AsyncFlow.ticker(Duration.ZERO), "period must", "PT0S")
        .rejects("period negative", w -> AsyncFlow.ticker(World.NEGATIVE), "period", "PT-0.005S");
    method(AsyncFlow.class, "channelFlow", ThrowingBiConsumer.class)
        .nulls("body", w -> AsyncFlow.channelFlow(null));
    method(AsyncFlow.class, "callback", ThrowingFunction.class)
        .nulls("subscribe", w -> AsyncFlow.callback(null));
  }

  private void ofFlows(String name) {
    boolean merge = name.equals("merge");
    method(AsyncFlow.class, name, AsyncFlow[].class)
        .nulls("flows", w -> joined(merge, (AsyncFlow<String>[]) null))
        .nulls("flows[1]", w -> joined(merge, w.flow(), null));
    method(AsyncFlow.class, name, Collection.class)
        .nulls("flows", w -> joined(merge, NO_FLOWS))
        .nulls("flows[1]", w -> joined(merge, Arrays.asList(w.flow(), null)));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // handed on
  private static AsyncFlow<String> joined(boolean merge, AsyncFlow<String>... flows) {
    return merge ? AsyncFlow.merge(flows) : AsyncFlow.concat(flows);
  }

  private static AsyncFlow<String> joined(boolean merge, Collection<AsyncFlow<String>> flows) {
    return merge ? AsyncFlow.merge(flows) : AsyncFlow.concat(flows);
  }
}
