package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Ending;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingFunction3;
import org.coroutines4j.function.ThrowingFunction4;
import org.coroutines4j.function.ThrowingFunction5;
import org.coroutines4j.function.ThrowingTriConsumer;

/** Operators of {@link AsyncFlow} that combine any number of flows, or take them by turns. */
final class FlowCombineTable extends Table {
  private static final Class<?> FLOW = AsyncFlow.class;
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");
  private static final Collection<AsyncFlow<String>> NO_FLOWS = null;

  FlowCombineTable() {
    several();
    collections();
    pairs();
    byTurns();
    cannotFail(Ending.class, "values");
    method(Ending.class, "valueOf", String.class).cannotFail("made by the compiler");
  }

  private void several() {
    method(FLOW, "combineLatest", FLOW, FLOW, FLOW, ThrowingFunction3.class)
        .nulls("a", w -> AsyncFlow.combineLatest(null, w.flow(), w.flow(), (a, b, c) -> a))
        .nulls("b", w -> AsyncFlow.combineLatest(w.flow(), null, w.flow(), (a, b, c) -> a))
        .nulls("c", w -> AsyncFlow.combineLatest(w.flow(), w.flow(), null, (a, b, c) -> a))
        .nulls(
            "fn",
            w ->
                AsyncFlow.combineLatest(
                    GOOD, GOOD, GOOD, (ThrowingFunction3<Object, Object, Object, ?>) null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, (a, b, c) -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    ThrowingFunction4<Object, Object, Object, Object, ?> none4 = null;
    method(FLOW, "combineLatest", FLOW, FLOW, FLOW, FLOW, ThrowingFunction4.class)
        .nulls("a", w -> AsyncFlow.combineLatest(null, GOOD, GOOD, GOOD, (a, b, c, d) -> a))
        .nulls("b", w -> AsyncFlow.combineLatest(GOOD, null, GOOD, GOOD, (a, b, c, d) -> a))
        .nulls("c", w -> AsyncFlow.combineLatest(GOOD, GOOD, null, GOOD, (a, b, c, d) -> a))
        .nulls("d", w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, null, (a, b, c, d) -> a))
        .nulls("fn", w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, GOOD, none4));
    ThrowingFunction5<Object, Object, Object, Object, Object, ?> none5 = null;
    method(FLOW, "combineLatest", FLOW, FLOW, FLOW, FLOW, FLOW, ThrowingFunction5.class)
        .nulls(
            "a", w -> AsyncFlow.combineLatest(null, GOOD, GOOD, GOOD, GOOD, (a, b, c, d, e) -> a))
        .nulls(
            "b", w -> AsyncFlow.combineLatest(GOOD, null, GOOD, GOOD, GOOD, (a, b, c, d, e) -> a))
        .nulls(
            "c", w -> AsyncFlow.combineLatest(GOOD, GOOD, null, GOOD, GOOD, (a, b, c, d, e) -> a))
        .nulls(
            "d", w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, null, GOOD, (a, b, c, d, e) -> a))
        .nulls(
            "e", w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, GOOD, null, (a, b, c, d, e) -> a))
        .nulls("fn", w -> AsyncFlow.combineLatest(GOOD, GOOD, GOOD, GOOD, GOOD, none5));
  }

  private void collections() {
    method(FLOW, "combineLatest", Collection.class, ThrowingFunction.class)
        .nulls("flows", w -> AsyncFlow.combineLatest(NO_FLOWS, values -> values))
        .nulls("flows[1]", w -> AsyncFlow.combineLatest(withNull(w), values -> values))
        .accepts(
            "flows empty",
            w -> assertThat(AsyncFlow.combineLatest(none(), values -> values).count()).isZero())
        .nulls("fn", w -> AsyncFlow.combineLatest(List.of(w.flow()), null));
    method(FLOW, "merge", Collection.class, Ending.class)
        .nulls("flows", w -> AsyncFlow.merge(NO_FLOWS, Ending.WITH_FIRST))
        .nulls("flows[1]", w -> AsyncFlow.merge(withNull(w), Ending.WITH_FIRST))
        .accepts(
            "flows empty",
            w -> assertThat(AsyncFlow.merge(none(), Ending.WITH_FIRST).count()).isZero())
        .nulls("ending", w -> AsyncFlow.merge(List.of(w.flow()), null));
    method(FLOW, "interleave", Collection.class, int.class, Ending.class)
        .nulls("flows", w -> AsyncFlow.interleave(NO_FLOWS, 1, Ending.WITH_ALL))
        .nulls("flows[1]", w -> AsyncFlow.interleave(withNull(w), 1, Ending.WITH_ALL))
        .rejects(
            "segment 0", w -> AsyncFlow.interleave(none(), 0, Ending.WITH_ALL), "segment must", "0")
        .nulls("ending", w -> AsyncFlow.interleave(none(), 1, null));
  }

  private static Collection<AsyncFlow<String>> none() {
    return List.of();
  }

  private static Collection<AsyncFlow<String>> withNull(World w) {
    return Arrays.asList(w.flow(), null);
  }

  private void pairs() {
    method(FLOW, "combineTransform", FLOW, ThrowingTriConsumer.class)
        .nulls("other", w -> w.flow().combineTransform(null, (a, b, out) -> {}))
        .nulls("fn", w -> w.flow().combineTransform(w.flow(), null));
    method(FLOW, "zipAll", FLOW, Object.class, Object.class, ThrowingBiFunction.class)
        .nulls("other", w -> w.flow().zipAll(null, "-", "-", (a, b) -> a))
        .nulls("missing", w -> w.flow().zipAll(w.flow(), null, "-", (a, b) -> a))
        .nulls("otherMissing", w -> w.flow().zipAll(w.flow(), "-", null, (a, b) -> a))
        .nulls("fn", w -> w.flow().zipAll(w.flow(), "-", "-", null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.zipAll(GOOD, "-", "-", (a, b) -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
  }

  private void byTurns() {
    method(FLOW, "interleaveWith", FLOW).nulls("other", w -> w.flow().interleaveWith(null));
  }
}
