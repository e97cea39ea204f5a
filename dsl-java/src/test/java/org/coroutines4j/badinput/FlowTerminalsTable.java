package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;

/**
 * Terminal operators of {@link AsyncFlow}: where the caller must not wait, the collection does not
 * begin.
 */
final class FlowTerminalsTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");
  private static final AsyncFlow<String> EMPTY = AsyncFlow.empty();

  FlowTerminalsTable() {
    collections();
    folds();
    predicates();
    method(AsyncFlow.class, "iterator").worksEverywhere(w -> w.flow().iterator().close());
    method(AsyncFlow.class, "stream")
        .worksEverywhere(w -> w.flow().stream().close())
        .waits(w -> assertThat(w.flow().stream().toList()).isEmpty());
    method(AsyncFlow.class, "toPublisher")
        .nulls("subscriber", w -> w.flow().toPublisher().subscribe(null))
        .worksEverywhere(w -> w.flow().toPublisher());
  }

  private void collections() {
    method(AsyncFlow.class, "collect", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().collect((ThrowingConsumer<String>) null))
        .waits(w -> w.flow().collect(value -> {}));
    method(AsyncFlow.class, "collect", Collector.class)
        .nulls("collector", w -> w.flow().collect((Collector<String, ?, List<String>>) null))
        .waits(w -> w.flow().<List<String>, Object>collect(collector()));
    method(AsyncFlow.class, "collectIndexed", ThrowingBiConsumer.class)
        .nulls("action", w -> w.flow().collectIndexed(null))
        .waits(w -> w.flow().collectIndexed((i, value) -> {}));
    method(AsyncFlow.class, "collectLatest", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().collectLatest(null))
        .waits(w -> w.flow().collectLatest(value -> {}));
    method(AsyncFlow.class, "toChannel", SendChannel.class)
        .nulls("channel", w -> w.flow().toChannel(null))
        .throwing(
            "a closed channel",
            ChannelClosedException.class,
            w -> GOOD.toChannel(Goods.ended(Channel::close)),
            "closed")
        .waits(w -> w.flow().toChannel(w.goods.full));
    method(AsyncFlow.class, "toArray", IntFunction.class)
        .nulls("generator", w -> w.flow().toArray(null))
        .throwing(
            "generator of arrays of another type",
            ArrayStoreException.class,
            w -> GOOD.toArray(Integer[]::new),
            "java.lang.Integer")
        .waits(w -> w.flow().toArray(String[]::new));
    method(AsyncFlow.class, "toList").waits(w -> w.flow().toList());
    method(AsyncFlow.class, "toSet").waits(w -> w.flow().toSet());
    method(AsyncFlow.class, "toMap", ThrowingFunction.class)
        .nulls("key", w -> w.flow().toMap(null))
        .throwing(
            "key returns null",
            NullPointerException.class,
            w -> AsyncFlow.of(1).toMap(n -> null),
            "key returned null")
        .waits(w -> w.flow().toMap(value -> value));
    method(AsyncFlow.class, "toMap", ThrowingFunction.class, ThrowingFunction.class)
        .nulls("key", w -> w.flow().toMap(null, value -> value))
        .nulls("value", w -> w.flow().toMap(value -> value, null))
        .throwing(
            "value returns null",
            NullPointerException.class,
            w -> AsyncFlow.of(1).toMap(n -> n, n -> null),
            "value returned null")
        .waits(w -> w.flow().toMap(value -> value, value -> value));
    method(
            AsyncFlow.class,
            "toMap",
            ThrowingFunction.class,
            ThrowingFunction.class,
            ThrowingBiFunction.class)
        .nulls("key", w -> w.flow().toMap(null, value -> value, (a, b) -> a))
        .nulls("value", w -> w.flow().toMap(value -> value, null, (a, b) -> a))
        .nulls("merge", w -> w.flow().toMap(value -> value, value -> value, null))
        .waits(w -> w.flow().toMap(value -> value, value -> value, (a, b) -> a));
  }

  @SuppressWarnings("unchecked")
  private static Collector<String, Object, List<String>> collector() {
    return (Collector<String, Object, List<String>>) (Object) Collectors.<String>toList();
  }

  static void none(Member member, String message, ThrowingConsumer<AsyncFlow<?>> terminal) {
    member
        .throwing(
            "of no value",
            NoSuchElementException.class,
            w -> terminal.accept(EMPTY),
            "the flow has " + message)
        .waits(w -> terminal.accept(w.flow()));
  }

  private void folds() {
    method(AsyncFlow.class, "count", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().count(null))
        .waits(w -> w.flow().count(value -> true));
    none(
        method(AsyncFlow.class, "reduce", ThrowingBiFunction.class)
            .nulls("fn", w -> w.flow().reduce(null)),
        "no value",
        flow -> flow.reduce((a, b) -> null));
    method(AsyncFlow.class, "fold", Object.class, ThrowingBiFunction.class)
        .nulls("initial", w -> w.flow().fold(null, (sum, value) -> w.body().call()))
        .nulls("fn", w -> w.flow().fold("", null))
        .waits(w -> w.flow().fold("", (sum, value) -> sum));
    method(AsyncFlow.class, "count").waits(w -> w.flow().count());
  }

  private void predicates() {
    method(AsyncFlow.class, "any", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().any(null))
        .waits(w -> assertThat(w.flow().any(value -> true)).isTrue());
    method(AsyncFlow.class, "all", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().all(null))
        .waits(w -> assertThat(w.flow().all(value -> true)).isTrue());
    method(AsyncFlow.class, "none", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().none(null))
        .waits(w -> assertThat(w.flow().none(value -> true)).isFalse());
  }
}
