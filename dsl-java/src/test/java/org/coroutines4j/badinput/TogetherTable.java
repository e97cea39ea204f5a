package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.coroutines4j.Async;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;

/** The verbs of {@link Async} that run bodies concurrently. */
final class TogetherTable extends Table {
  private static final Callable<String>[] NO_ARRAY = null;

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no generic arrays
  private static final Callable<String>[] NONE = new Callable[0];

  private static final Collection<Callable<String>> NO_COLLECTION = null;
  private static final Consumer<Object> NO_CONSUMER = null;

  TogetherTable() {
    gather();
    settledAndRace();
    raceWithUnusedValues();
    raceSettled();
    mapConcurrent();
    forEachConcurrent();
  }

  private void gather() {
    method(Async.class, "gather", Callable[].class)
        .nulls("bodies", w -> Async.gather(NO_ARRAY))
        .nulls("bodies[1]", w -> Async.gather(w.body(), null))
        .waits(w -> Async.gather(w.body(), w.body()));
    method(Async.class, "gather", Collection.class)
        .nulls("bodies", w -> Async.gather(NO_COLLECTION))
        .nulls("bodies[1]", w -> Async.gather(Arrays.asList(w.body(), null)))
        .waits(w -> Async.gather(List.of(w.body())));
    method(Async.class, "gather", ThrowingRunnable[].class)
        .nulls("bodies", w -> Async.gather((ThrowingRunnable[]) null))
        .nulls("bodies[1]", w -> Async.gather(w.action(), null))
        .waits(w -> Async.gather(w.action(), w.action()));
    method(Async.class, "gather")
        .accepts("no body", w -> assertThat(Async.gather()).isEmpty())
        .waits(w -> Async.gather());
  }

  private void settledAndRace() {
    method(Async.class, "gatherSettled", Callable[].class)
        .nulls("bodies", w -> Async.gatherSettled(NO_ARRAY))
        .nulls("bodies[1]", w -> Async.gatherSettled(w.body(), null))
        .waits(w -> Async.gatherSettled(w.body()));
    method(Async.class, "gatherSettled", Collection.class)
        .nulls("bodies", w -> Async.gatherSettled(NO_COLLECTION))
        .nulls("bodies[1]", w -> Async.gatherSettled(Arrays.asList(w.body(), null)))
        .waits(w -> Async.gatherSettled(List.of(w.body())));
    method(Async.class, "gatherSettled", ThrowingRunnable[].class)
        .nulls("bodies", w -> Async.gatherSettled((ThrowingRunnable[]) null))
        .nulls("bodies[1]", w -> Async.gatherSettled(w.action(), null))
        .waits(w -> Async.gatherSettled(w.action()));
    method(Async.class, "gatherSettled")
        .accepts("no body", w -> assertThat(Async.gatherSettled()).isEmpty())
        .waits(w -> Async.gatherSettled());
    method(Async.class, "race", ThrowingRunnable[].class)
        .nulls("bodies", w -> Async.race((ThrowingRunnable[]) null))
        .nulls("bodies[1]", w -> Async.race(w.action(), null))
        .rejects(
            "bodies of length 0",
            w -> Async.race(new ThrowingRunnable[0]),
            "bodies",
            "at least one")
        .waits(w -> Async.race(w.action()));
    method(Async.class, "race", Callable[].class)
        .nulls("bodies", w -> Async.race(NO_ARRAY))
        .nulls("bodies[1]", w -> Async.race(w.body(), null))
        .rejects("bodies of length 0", w -> Async.race(NONE), "bodies")
        .waits(w -> Async.race(w.body()));
    method(Async.class, "race", Collection.class)
        .nulls("bodies", w -> Async.race(NO_COLLECTION))
        .nulls("bodies[1]", w -> Async.race(Arrays.asList(w.body(), null)))
        .rejects("bodies of size 0", w -> Async.race(List.<Callable<String>>of()), "bodies")
        .waits(w -> Async.race(List.of(w.body())));
  }

  private static void unused(Object value) {}

  private void raceWithUnusedValues() {
    method(Async.class, "race", Consumer.class, Callable[].class)
        .nulls("unused", w -> Async.race(NO_CONSUMER, w.body()))
        .nulls("bodies", w -> Async.race(TogetherTable::unused, NO_ARRAY))
        .nulls("bodies[1]", w -> Async.race(TogetherTable::unused, w.body(), null))
        .rejects("bodies of length 0", w -> Async.race(TogetherTable::unused, NONE), "bodies")
        .waits(w -> Async.race(TogetherTable::unused, w.body()));
    method(Async.class, "race", Consumer.class, Collection.class)
        .nulls("unused", w -> Async.race(NO_CONSUMER, List.of(w.body())))
        .nulls("bodies", w -> Async.race(TogetherTable::unused, NO_COLLECTION))
        .nulls("bodies[1]", w -> Async.race(TogetherTable::unused, Arrays.asList(w.body(), null)))
        .rejects("bodies of size 0", w -> Async.race(TogetherTable::unused, List.of()), "bodies")
        .waits(w -> Async.race(TogetherTable::unused, List.of(w.body())));
  }

  private void raceSettled() {
    method(Async.class, "raceSettled", Callable[].class)
        .nulls("bodies", w -> Async.raceSettled(NO_ARRAY))
        .nulls("bodies[1]", w -> Async.raceSettled(w.body(), null))
        .rejects("bodies of length 0", w -> Async.raceSettled(NONE), "bodies")
        .waits(w -> Async.raceSettled(w.body()));
    method(Async.class, "raceSettled", Collection.class)
        .nulls("bodies", w -> Async.raceSettled(NO_COLLECTION))
        .nulls("bodies[1]", w -> Async.raceSettled(Arrays.asList(w.body(), null)))
        .rejects("bodies of size 0", w -> Async.raceSettled(List.<Callable<String>>of()), "bodies")
        .waits(w -> Async.raceSettled(List.of(w.body())));
    method(Async.class, "raceSettled", ThrowingRunnable[].class)
        .nulls("bodies", w -> Async.raceSettled((ThrowingRunnable[]) null))
        .nulls("bodies[1]", w -> Async.raceSettled(w.action(), null))
        .rejects("bodies of length 0", w -> Async.raceSettled(new ThrowingRunnable[0]), "bodies")
        .waits(w -> Async.raceSettled(w.action()));
  }

  private void mapConcurrent() {
    method(Async.class, "mapConcurrent", Iterable.class, ThrowingFunction.class)
        .nulls("items", w -> Async.mapConcurrent(null, item -> w.body().call()))
        .nulls("items[1]", w -> Async.mapConcurrent(Arrays.asList(1, null), item -> item))
        .nulls("fn", w -> Async.mapConcurrent(List.of(1), null))
        .waits(w -> Async.mapConcurrent(List.of(1), item -> w.body().call()));
    method(Async.class, "mapConcurrent", Iterable.class, int.class, ThrowingFunction.class)
        .nulls("items", w -> Async.mapConcurrent(null, 1, item -> w.body().call()))
        .nulls("items[1]", w -> Async.mapConcurrent(Arrays.asList(1, null), 1, item -> item))
        .nulls("fn", w -> Async.mapConcurrent(List.of(1), 1, null))
        .rejects("limit 0", w -> Async.mapConcurrent(List.of(1), 0, i -> w.body()), "limit", "0")
        .rejects("limit -1", w -> Async.mapConcurrent(List.of(1), -1, i -> w.body()), "limit", "-1")
        .accepts(
            "limit MAX_VALUE",
            w ->
                assertThat(Async.mapConcurrent(List.of(1, 2), Integer.MAX_VALUE, item -> item))
                    .containsExactly(1, 2))
        .waits(w -> Async.mapConcurrent(List.of(1), 1, item -> w.body().call()));
  }

  private void forEachConcurrent() {
    method(Async.class, "forEachConcurrent", Iterable.class, ThrowingConsumer.class)
        .nulls("items", w -> Async.forEachConcurrent(null, item -> w.action().run()))
        .nulls("items[1]", w -> Async.forEachConcurrent(Arrays.asList(1, null), item -> {}))
        .nulls("fn", w -> Async.forEachConcurrent(List.of(1), null))
        .waits(w -> Async.forEachConcurrent(List.of(1), item -> w.action().run()));
    method(Async.class, "forEachConcurrent", Iterable.class, int.class, ThrowingConsumer.class)
        .nulls("items", w -> Async.forEachConcurrent(null, 1, item -> w.action().run()))
        .nulls("items[1]", w -> Async.forEachConcurrent(Arrays.asList(1, null), 1, item -> {}))
        .nulls("fn", w -> Async.forEachConcurrent(List.of(1), 1, null))
        .rejects(
            "limit 0", w -> Async.forEachConcurrent(List.of(1), 0, i -> w.body()), "limit", "0")
        .rejects(
            "limit MIN_VALUE",
            w -> Async.forEachConcurrent(List.of(1), Integer.MIN_VALUE, i -> w.action().run()),
            "limit",
            "-2147483648")
        .waits(w -> Async.forEachConcurrent(List.of(1), 1, item -> w.action().run()));
  }
}
