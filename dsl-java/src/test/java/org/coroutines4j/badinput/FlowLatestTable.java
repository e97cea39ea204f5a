package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.GroupOverflow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;

/** Operators of {@link AsyncFlow} for flows that are faster than their collector. */
final class FlowLatestTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");

  FlowLatestTable() {
    method(AsyncFlow.class, "mapLatest", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().mapLatest(null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.mapLatest(value -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "transformLatest", ThrowingBiConsumer.class)
        .nulls("fn", w -> w.flow().transformLatest(null))
        .throwing(
            "fn emits null: when it is collected",
            NullPointerException.class,
            w -> GOOD.transformLatest((value, out) -> out.emit(null)).toList(),
            "element");
    buffers();
    batches();
    GroupOverflow fail = GroupOverflow.FAIL;
    method(AsyncFlow.class, "groupBy", int.class, GroupOverflow.class, ThrowingFunction.class)
        .rejects("max 0", w -> w.flow().groupBy(0, fail, v -> v), "max must", "0")
        .nulls("overflow", w -> w.flow().groupBy(1, null, v -> v))
        .nulls("key", w -> w.flow().groupBy(1, fail, null))
        .refuses(
            "more keys than groups",
            w -> AsyncFlow.of("a", "b").groupBy(1, fail, v -> v).flatMapMerge(2, g -> g).toList(),
            "no room for a group of the key b",
            "1 groups are open",
            "COMPLETE_OLDEST");
    cannotFail(GroupOverflow.class, "values");
    method(GroupOverflow.class, "valueOf", String.class).cannotFail("made by the compiler");
  }

  private void buffers() {
    cannotFail(AsyncFlow.class, "buffer");
    method(AsyncFlow.class, "buffer", int.class, Overflow.class)
        .rejects("n -1", w -> w.flow().buffer(-1, Overflow.DROP_OLDEST), "n must", "-1")
        .accepts("n 0", w -> isGood(GOOD.buffer(0, Overflow.DROP_LATEST)))
        .accepts("n MAX_VALUE", w -> isGood(GOOD.buffer(Integer.MAX_VALUE, Overflow.SUSPEND)))
        .nulls("onOverflow", w -> w.flow().buffer(1, null));
    method(AsyncFlow.class, "flowOn", String.class)
        .nulls("name", w -> w.flow().flowOn((String) null));
  }

  private void batches() {
    method(AsyncFlow.class, "conflate", ThrowingBiFunction.class)
        .nulls("fn", w -> w.flow().conflate(null));
    method(AsyncFlow.class, "batch", int.class, ThrowingBiFunction.class)
        .rejects("max 0", w -> w.flow().batch(0, (a, b) -> a), "max must", "0")
        .accepts("max MAX_VALUE", w -> isGood(GOOD.batch(Integer.MAX_VALUE, (a, b) -> a)))
        .nulls("fn", w -> w.flow().batch(1, null));
    method(AsyncFlow.class, "batch", int.class, ThrowingFunction.class, ThrowingBiFunction.class)
        .rejects("max -1", w -> w.flow().batch(-1, v -> v, (a, b) -> a), "max must", "-1")
        .nulls("seed", w -> w.flow().batch(1, null, (a, b) -> a))
        .nulls("add", w -> w.flow().batch(1, v -> v, null))
        .throwing(
            "seed returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.batch(1, v -> null, (a, b) -> a).toList(),
            FlowOperatorsTable.RETURNED_NULL);
  }

  private static void isGood(AsyncFlow<String> flow) {
    assertThat(flow.toList()).containsExactly("good");
  }
}
