package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;

/** Operators of {@link AsyncFlow} on several flows. */
final class FlowJoinsTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");

  FlowJoinsTable() {
    for (String name : new String[] {"zip", "combine"}) {
      boolean zip = name.equals("zip");
      method(AsyncFlow.class, name, AsyncFlow.class, ThrowingBiFunction.class)
          .nulls("other", w -> pairs(zip, w.flow(), null, (a, b) -> w.body().call()))
          .nulls("fn", w -> pairs(zip, w.flow(), w.flow(), null))
          .throwing(
              "fn returns null: when it is collected",
              NullPointerException.class,
              w -> pairs(zip, GOOD, GOOD, (a, b) -> null).toList(),
              FlowOperatorsTable.RETURNED_NULL);
    }
    method(AsyncFlow.class, "mergeWith", AsyncFlow.class)
        .nulls("other", w -> w.flow().mergeWith(null));
    method(AsyncFlow.class, "concatWith", AsyncFlow.class)
        .nulls("other", w -> w.flow().concatWith(null));
    flat();
  }

  private static AsyncFlow<String> pairs(
      boolean zip,
      AsyncFlow<String> a,
      AsyncFlow<String> b,
      ThrowingBiFunction<String, String, String> fn) {
    return zip ? a.zip(b, fn) : a.combine(b, fn);
  }

  private void flat() {
    method(AsyncFlow.class, "flatMapConcat", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().flatMapConcat(null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.flatMapConcat(value -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "flatMapMerge", int.class, ThrowingFunction.class)
        .rejects(
            "concurrency 0",
            w -> w.flow().flatMapMerge(0, value -> w.flow()),
            "concurrency must",
            "0")
        .accepts(
            "concurrency MAX_VALUE",
            w ->
                assertThat(GOOD.flatMapMerge(Integer.MAX_VALUE, value -> GOOD).toList())
                    .containsExactly("good"))
        .nulls("fn", w -> w.flow().flatMapMerge(1, null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.flatMapMerge(1, value -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "flatMapLatest", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().flatMapLatest(null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.flatMapLatest(value -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
  }
}
