package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.coroutines4j.Async;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
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
    single();
    folds();
    predicates();
    method(AsyncFlow.class, "iterator").worksEverywhere(w -> w.flow().iterator().close());
    method(AsyncFlow.class, "stream")
        .worksEverywhere(w -> w.flow().stream().close())
        .waits(w -> assertThat(w.flow().stream().toList()).isEmpty());
    method(AsyncFlow.class, "toPublisher")
        .nulls("subscriber", w -> w.flow().toPublisher().subscribe(null))
        .worksEverywhere(w -> w.flow().toPublisher());
    inScopes();
  }

  private void collections() {
    method(AsyncFlow.class, "collect", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().collect((ThrowingConsumer<String>) null))
        .waits(w -> w.flow().collect(value -> {}));
    method(AsyncFlow.class, "collect", Collector.class)
        .nulls("collector", w -> w.flow().collect((Collector<String, ?, List<String>>) null))
        .waits(w -> w.flow().<List<String>, Object>collect(collector()));
    method(AsyncFlow.class, "toList").waits(w -> w.flow().toList());
    method(AsyncFlow.class, "toSet").waits(w -> w.flow().toSet());
    method(AsyncFlow.class, "toMap", ThrowingFunction.class)
        .nulls("key", w -> w.flow().toMap(null))
        .waits(w -> w.flow().toMap(value -> value));
    method(AsyncFlow.class, "toMap", ThrowingFunction.class, ThrowingFunction.class)
        .nulls("key", w -> w.flow().toMap(null, value -> value))
        .nulls("value", w -> w.flow().toMap(value -> value, null))
        .waits(w -> w.flow().toMap(value -> value, value -> value));
  }

  @SuppressWarnings("unchecked")
  private static Collector<String, Object, List<String>> collector() {
    return (Collector<String, Object, List<String>>) (Object) Collectors.<String>toList();
  }

  private void single() {
    none(method(AsyncFlow.class, "first"), "no such value", AsyncFlow::first);
    none(
        method(AsyncFlow.class, "first", ThrowingPredicate.class)
            .nulls("p", w -> w.flow().first(null)),
        "no such value",
        flow -> flow.first(value -> true));
    method(AsyncFlow.class, "firstOrEmpty")
        .accepts("of no value", w -> assertThat(EMPTY.firstOrEmpty()).isEmpty())
        .waits(w -> w.flow().firstOrEmpty());
    none(method(AsyncFlow.class, "last"), "no value", AsyncFlow::last);
    none(
        method(AsyncFlow.class, "single")
            .refuses("of two", w -> AsyncFlow.of("a", "b").single(), "more than one", "a, b"),
        "no value",
        AsyncFlow::single);
  }

  private static void none(Member member, String message, ThrowingConsumer<AsyncFlow<?>> terminal) {
    member
        .throwing(
            "of no value",
            NoSuchElementException.class,
            w -> terminal.accept(EMPTY),
            "the flow has " + message)
        .waits(w -> terminal.accept(w.flow()));
  }

  private void folds() {
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

  private void inScopes() {
    startsNoMore(
        method(AsyncFlow.class, "launchIn", TaskScope.class)
            .nulls("scope", w -> w.flow().launchIn(null)),
        AsyncFlow::launchIn);
    startsNoMore(
        method(AsyncFlow.class, "shareIn", TaskScope.class, int.class)
            .nulls("scope", w -> w.flow().shareIn(null, 0))
            .rejects("replay -1", w -> w.flow().shareIn(w.scope, -1), "replay must", "-1")
            .accepts(
                "scope of lazy tasks: the task is started",
                w -> assertThat(GOOD.shareIn(w.scope.lazily(), 0).first()).isEqualTo("good")),
        (flow, scope) -> flow.shareIn(scope, 1));
    startsNoMore(
        method(AsyncFlow.class, "stateIn", TaskScope.class, Object.class)
            .nulls("scope", w -> w.flow().stateIn(null, "a"))
            .nulls("initial", w -> w.flow().stateIn(w.scope, null))
            .accepts(
                "scope of lazy tasks: the task is started",
                w -> GOOD.stateIn(w.scope.lazily(), "at first").first(v -> v.equals("good"))),
        (flow, scope) -> flow.stateIn(scope, "a"));
  }

  private interface Start {
    void in(AsyncFlow<String> flow, TaskScope scope);
  }

  private static void startsNoMore(Member member, Start start) {
    member
        .refuses("after the end", w -> start.in(w.flow(), w.ended()), "'run' has ended")
        .refuses("after close", w -> start.in(w.flow(), w.closed()), "'closed' is closed")
        .throwing(
            "in a cancelled scope",
            CancellationException.class,
            w ->
                Async.run(
                    scope -> {
                      scope.cancel();
                      start.in(w.flow(), scope);
                    }),
            "'run' is cancelled");
  }
}
