package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;

/**
 * Operators of {@link AsyncFlow} on each value: a bad argument is reported when the operator is
 * called.
 */
final class FlowOperatorsTable extends Table {
  static final String RETURNED_NULL =
      "the lambda of a flow operator returned null, which no flow may emit; use mapNotNull to leave"
          + " values out";

  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");

  FlowOperatorsTable() {
    lambdas();
    predicates();
    numbers();
    ahead();
    cannotFail(AsyncFlow.class, "distinct", "distinctUntilChanged", "withIndex", "cancellable");
    constructor(AsyncFlow.Indexed.class, int.class, Object.class)
        .accepts("index negative", w -> assertThat(new AsyncFlow.Indexed<>(-1, "a")).isNotNull())
        .nulls("value", w -> new AsyncFlow.Indexed<>(0, null));
    cannotFail(AsyncFlow.Indexed.class, "index", "value");
  }

  private void lambdas() {
    method(AsyncFlow.class, "map", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().map(null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.map(value -> null).toList(),
            RETURNED_NULL);
    method(AsyncFlow.class, "mapNotNull", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().mapNotNull(null));
    method(AsyncFlow.class, "transform", ThrowingBiConsumer.class)
        .nulls("fn", w -> w.flow().transform(null));
    method(AsyncFlow.class, "distinctUntilChanged", ThrowingFunction.class)
        .nulls("key", w -> w.flow().distinctUntilChanged((ThrowingFunction<String, String>) null));
    method(AsyncFlow.class, "scan", Object.class, ThrowingBiFunction.class)
        .nulls("initial", w -> w.flow().scan(null, (sum, value) -> w.body().call()))
        .nulls("fn", w -> w.flow().scan("", null));
    method(AsyncFlow.class, "runningReduce", ThrowingBiFunction.class)
        .nulls("fn", w -> w.flow().runningReduce(null));
    method(AsyncFlow.class, "onEach", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().onEach(null));
    method(AsyncFlow.class, "groupBy", ThrowingFunction.class)
        .nulls("key", w -> w.flow().groupBy(null))
        .throwing(
            "key returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.groupBy(value -> null).toList(),
            "key returned null")
        .refuses(
            "a group collected twice",
            w ->
                GOOD.groupBy(value -> value)
                    .collect(
                        group ->
                            assertThat(group.concatWith(group).toList())
                                .containsExactly("good", "good")),
            "a group may be collected once");
    cannotFail(AsyncFlow.Group.class, "key");
  }

  private void predicates() {
    method(AsyncFlow.class, "filter", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().filter(null));
    method(AsyncFlow.class, "filterNot", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().filterNot(null));
    method(AsyncFlow.class, "takeWhile", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().takeWhile(null));
    method(AsyncFlow.class, "dropWhile", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().dropWhile(null));
  }

  private void numbers() {
    method(AsyncFlow.class, "take", int.class)
        .rejects("n -1", w -> w.flow().take(-1), "n must", "-1")
        .accepts("n 0: collects nothing", w -> assertThat(w.flow().take(0).toList()).isEmpty())
        .accepts("n MAX_VALUE", w -> assertThat(GOOD.take(Integer.MAX_VALUE).count()).isOne());
    method(AsyncFlow.class, "drop", int.class)
        .rejects("n -1", w -> w.flow().drop(-1), "n must", "-1")
        .accepts("n 0", w -> assertThat(GOOD.drop(0).count()).isOne())
        .accepts("n MAX_VALUE", w -> assertThat(GOOD.drop(Integer.MAX_VALUE).count()).isZero());
    method(AsyncFlow.class, "chunked", int.class)
        .rejects("size 0", w -> w.flow().chunked(0), "size must", "0")
        .rejects("size -1", w -> w.flow().chunked(-1), "size must", "-1")
        .accepts(
            "size MAX_VALUE", w -> assertThat(GOOD.chunked(Integer.MAX_VALUE).count()).isOne());
    method(AsyncFlow.class, "sliding", int.class, int.class)
        .rejects("size 0", w -> w.flow().sliding(0, 1), "size must", "0")
        .rejects("step 0", w -> w.flow().sliding(1, 0), "step must", "0")
        .rejects("step -1", w -> w.flow().sliding(1, -1), "step must", "-1")
        .accepts(
            "step MAX_VALUE", w -> assertThat(GOOD.sliding(1, Integer.MAX_VALUE).count()).isOne());
  }

  private void ahead() {
    method(AsyncFlow.class, "mapConcurrent", int.class, ThrowingFunction.class)
        .rejects("n 0", w -> w.flow().mapConcurrent(0, value -> w.body().call()), "n must", "0")
        .accepts("n MAX_VALUE", w -> isGood(GOOD.mapConcurrent(Integer.MAX_VALUE, value -> value)))
        .nulls("fn", w -> w.flow().mapConcurrent(1, null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.mapConcurrent(1, value -> null).toList(),
            RETURNED_NULL);
    method(AsyncFlow.class, "mapConcurrentUnordered", int.class, ThrowingFunction.class)
        .rejects("n -1", w -> w.flow().mapConcurrentUnordered(-1, v -> v), "n must", "-1")
        .accepts("n MAX_VALUE", w -> isGood(GOOD.mapConcurrentUnordered(Integer.MAX_VALUE, v -> v)))
        .nulls("fn", w -> w.flow().mapConcurrentUnordered(1, null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.mapConcurrentUnordered(1, value -> null).toList(),
            RETURNED_NULL);
    method(AsyncFlow.class, "buffer", int.class)
        .rejects("n -1", w -> w.flow().buffer(-1), "n must", "-1")
        .rejects("n MIN_VALUE", w -> w.flow().buffer(Integer.MIN_VALUE), "n must", "-2147483648")
        .accepts("n 0", w -> isGood(GOOD.buffer(0)))
        .accepts("n MAX_VALUE", w -> isGood(GOOD.buffer(Integer.MAX_VALUE)));
    cannotFail(AsyncFlow.class, "conflate");
    Dispatcher borrowed = Dispatchers.from(Runnable::run);
    method(AsyncFlow.class, "flowOn", Dispatcher.class)
        .nulls("d", w -> w.flow().flowOn((Dispatcher) null))
        .rejects("d of borrowed threads", w -> w.flow().flowOn(borrowed), "belong to", "virtual()");
  }

  private static void isGood(AsyncFlow<String> flow) {
    assertThat(flow.toList()).containsExactly("good");
  }
}
