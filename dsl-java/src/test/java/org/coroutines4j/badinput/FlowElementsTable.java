package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingPredicate;

/** Terminal operators of {@link AsyncFlow} that return one of its values. */
final class FlowElementsTable extends Table {
  private static final AsyncFlow<String> EMPTY = AsyncFlow.empty();
  private static final AsyncFlow<String> TWO = AsyncFlow.of("a", "b");

  FlowElementsTable() {
    FlowTerminalsTable.none(method(AsyncFlow.class, "first"), "no such value", AsyncFlow::first);
    FlowTerminalsTable.none(
        method(AsyncFlow.class, "first", ThrowingPredicate.class)
            .nulls("p", w -> w.flow().first(null)),
        "no such value",
        flow -> flow.first(value -> true));
    FlowTerminalsTable.none(method(AsyncFlow.class, "last"), "no value", AsyncFlow::last);
    FlowTerminalsTable.none(
        method(AsyncFlow.class, "last", ThrowingPredicate.class)
            .nulls("p", w -> w.flow().last(null)),
        "no such value",
        flow -> flow.last(value -> true));
    FlowTerminalsTable.none(
        method(AsyncFlow.class, "single")
            .refuses("of two", w -> TWO.single(), "more than one", "a, b"),
        "no value",
        AsyncFlow::single);
    FlowTerminalsTable.none(
        method(AsyncFlow.class, "single", ThrowingPredicate.class)
            .nulls("p", w -> w.flow().single(null))
            .refuses("of two", w -> TWO.single(value -> true), "more than one", "a, b"),
        "no such value",
        flow -> flow.single(value -> true));
    orEmpty();
  }

  private void orEmpty() {
    method(AsyncFlow.class, "firstOrEmpty")
        .accepts("of no value", w -> assertThat(EMPTY.firstOrEmpty()).isEmpty())
        .waits(w -> w.flow().firstOrEmpty());
    method(AsyncFlow.class, "firstOrEmpty", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().firstOrEmpty(null))
        .waits(w -> w.flow().firstOrEmpty(value -> true));
    method(AsyncFlow.class, "lastOrEmpty")
        .accepts("of no value", w -> assertThat(EMPTY.lastOrEmpty()).isEmpty())
        .waits(w -> w.flow().lastOrEmpty());
    method(AsyncFlow.class, "lastOrEmpty", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().lastOrEmpty(null))
        .waits(w -> w.flow().lastOrEmpty(value -> true));
    method(AsyncFlow.class, "singleOrEmpty")
        .accepts("of no value", w -> assertThat(EMPTY.singleOrEmpty()).isEmpty())
        .accepts("of two", w -> assertThat(TWO.singleOrEmpty()).isEmpty())
        .waits(w -> w.flow().singleOrEmpty());
    method(AsyncFlow.class, "singleOrEmpty", ThrowingPredicate.class)
        .nulls("p", w -> w.flow().singleOrEmpty(null))
        .waits(w -> w.flow().singleOrEmpty(value -> true));
  }
}
