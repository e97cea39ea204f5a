package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingBiPredicate;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;

/** Operators of {@link AsyncFlow} that keep a state, make lists, add values or leave some out. */
final class FlowShapesTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");

  FlowShapesTable() {
    lists();
    states();
    predicates();
    method(AsyncFlow.class, "takeLast", int.class)
        .rejects("n -1", w -> w.flow().takeLast(-1), "n must", "-1")
        .accepts("n 0", w -> assertThat(GOOD.takeLast(0).count()).isZero())
        .accepts("n MAX_VALUE", w -> assertThat(GOOD.takeLast(Integer.MAX_VALUE).count()).isOne());
    method(AsyncFlow.class, "sampleEvery", int.class)
        .rejects("n 0", w -> w.flow().sampleEvery(0), "n must", "0")
        .accepts("n MAX_VALUE", w -> assertThat(GOOD.sampleEvery(9).count()).isZero());
    method(AsyncFlow.class, "intersperse", Object.class)
        .nulls("separator", w -> w.flow().intersperse(null));
    method(AsyncFlow.class, "intersperse", Object.class, Object.class, Object.class)
        .nulls("start", w -> w.flow().intersperse(null, ",", "]"))
        .nulls("separator", w -> w.flow().intersperse("[", null, "]"))
        .nulls("end", w -> w.flow().intersperse("[", ",", null));
    method(AsyncFlow.class, "alsoTo", SendChannel.class)
        .nulls("channel", w -> w.flow().alsoTo(null))
        .throwing(
            "a closed channel",
            ChannelClosedException.class,
            w -> GOOD.alsoTo(Goods.ended(Channel::close)).toList(),
            "closed");
  }

  private void lists() {
    method(AsyncFlow.class, "chunkedByWeight", long.class, ThrowingFunction.class)
        .rejects("minWeight 0", w -> w.flow().chunkedByWeight(0, v -> 1L), "minWeight must", "0")
        .accepts(
            "minWeight MAX_VALUE",
            w -> assertThat(GOOD.chunkedByWeight(Long.MAX_VALUE, v -> 1L).count()).isOne())
        .nulls("weight", w -> w.flow().chunkedByWeight(1, null))
        .throwing(
            "weight returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.chunkedByWeight(1, v -> null).toList(),
            "weight returned null")
        .throwing(
            "weight returns -1: when it is collected",
            IllegalArgumentException.class,
            w -> GOOD.chunkedByWeight(1, v -> -1L).toList(),
            "weight of a value must",
            "-1");
    method(AsyncFlow.class, "split", ThrowingPredicate.class)
        .nulls("isDelimiter", w -> w.flow().split(null));
    method(AsyncFlow.class, "splitOn", List.class)
        .nulls("delimiter", w -> w.flow().splitOn(null))
        .nulls("delimiter[1]", w -> w.flow().splitOn(Arrays.asList("a", null)))
        .accepts("delimiter empty", w -> assertThat(GOOD.splitOn(List.of()).count()).isOne());
  }

  private void states() {
    Callable<String> initial = () -> "s";
    method(AsyncFlow.class, "mapStateful", Callable.class, ThrowingBiFunction.class)
        .nulls("initial", w -> w.flow().mapStateful(null, (s, v) -> null))
        .nulls("fn", w -> w.flow().mapStateful(initial, null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.mapStateful(initial, (s, v) -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL)
        .throwing(
            "initial returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.mapStateful(() -> null, (s, v) -> null).toList(),
            "the state must not be null");
    method(
            AsyncFlow.class,
            "mapStateful",
            Callable.class,
            ThrowingBiFunction.class,
            ThrowingFunction.class)
        .nulls("initial", w -> w.flow().mapStateful(null, (s, v) -> null, s -> null))
        .nulls("fn", w -> w.flow().mapStateful(initial, null, s -> null))
        .nulls("onEnd", w -> w.flow().mapStateful(initial, (s, v) -> null, null));
    method(AsyncFlow.class, "distinctUntilChanged", ThrowingBiPredicate.class)
        .nulls(
            "areEqual",
            w -> w.flow().distinctUntilChanged((ThrowingBiPredicate<String, String>) null));
  }

  private void predicates() {
    method(AsyncFlow.class, "takeWhileInclusive", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().takeWhileInclusive(null));
    method(AsyncFlow.class, "transformWhile", ThrowingBiPredicate.class)
        .nulls("fn", w -> w.flow().transformWhile(null));
    method(AsyncFlow.class, "filterIsInstance", Class.class)
        .nulls("type", w -> w.flow().filterIsInstance(null))
        .rejects("type int", w -> w.flow().filterIsInstance(int.class), "int", "Integer.class");
  }
}
