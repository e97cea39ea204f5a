package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Cancels or fails a collection at each of its points, wherever it calls a user's lambda. Each time
 * all producers that were started have ended, including cleanup that waits.
 */
class CancelEverywhereTest {
  /** Producers that have begun and not ended. */
  private final AtomicInteger open = new AtomicInteger();

  /** Points passed, and what happens at one of them. */
  private final AtomicInteger points = new AtomicInteger();

  private volatile int strikeAt;
  private volatile Runnable strike = () -> {};

  private void point() {
    if (points.incrementAndGet() == strikeAt) {
      strike.run();
    }
    yieldNow();
  }

  private AsyncFlow<Integer> producer(int size) {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            for (int i = 0; i < size; i++) {
              point();
              out.emit(i);
            }
          } finally {
            nonCancellable(() -> delay(ofMillis(1)));
            open.decrementAndGet();
          }
        });
  }

  private int passing(int value) {
    point();
    return value;
  }

  private Map<String, Function<AsyncFlow<Integer>, AsyncFlow<?>>> chains() {
    Map<String, Function<AsyncFlow<Integer>, AsyncFlow<?>>> chains = new TreeMap<>();
    chains.put("map", f -> f.map(this::passing).filter(v -> passing(v) >= 0));
    chains.put("transform", f -> f.transform((v, out) -> out.emit(passing(v))));
    chains.put("take", f -> f.map(this::passing).take(2));
    chains.put("buffer", f -> f.map(this::passing).buffer(1).map(this::passing));
    chains.put("flowOn", f -> f.map(this::passing).flowOn(Dispatchers.cpu()).map(this::passing));
    chains.put("zip", f -> f.zip(producer(3), (a, b) -> passing(a)));
    chains.put("combine", f -> f.combine(producer(2), (a, b) -> passing(a)));
    chains.put("merge", f -> f.mergeWith(producer(3)).map(this::passing));
    chains.put("concat", f -> f.concatWith(producer(3)).map(this::passing));
    chains.put("flatMapConcat", f -> f.flatMapConcat(v -> producer(passing(2))));
    chains.put("flatMapMerge", f -> f.flatMapMerge(2, v -> producer(passing(2))));
    chains.put("flatMapLatest", f -> f.flatMapLatest(v -> producer(passing(2))));
    chains.put("mapConcurrent", f -> f.mapConcurrent(2, this::passing).map(this::passing));
    chains.put("mapConcurrentUnordered", f -> f.mapConcurrentUnordered(2, this::passing));
    chains.put("groupBy", f -> f.groupBy(v -> passing(v) % 2).flatMapMerge(2, g -> g));
    chains.put("chunkedWithin", f -> f.chunkedWithin(2, ofSeconds(1)));
    chains.put("timeout", f -> f.timeout(ofSeconds(9)).map(this::passing));
    chains.put("throttle", f -> f.throttle(ofMillis(1)).map(this::passing));
    chains.put("sample", f -> f.sample(ofMillis(1)));
    chains.put("channelFlow", f -> AsyncFlow.channelFlow((s, out) -> f.collect(out::send)));
    chains.put(
        "iterator",
        f ->
            AsyncFlow.generate(
                out -> {
                  for (int v : f) {
                    out.emit(passing(v));
                  }
                }));
    chains.put("stream", f -> AsyncFlow.fromStream(() -> f.stream().map(this::passing)));
    return chains;
  }

  @TestFactory
  Stream<DynamicTest> cancelledAtEachPoint_endsEveryProducer() {
    return chains().entrySet().stream()
        .map(
            chain ->
                DynamicTest.dynamicTest(
                    chain.getKey(), () -> walk(chain.getValue(), Task::cancel, false)));
  }

  @TestFactory
  Stream<DynamicTest> failureAtEachPoint_endsEveryProducer() {
    return chains().entrySet().stream()
        .map(
            chain ->
                DynamicTest.dynamicTest(
                    chain.getKey(),
                    () ->
                        walk(
                            chain.getValue(),
                            task -> {
                              throw new IllegalStateException("at point " + strikeAt);
                            },
                            true)));
  }

  @Test
  void plantedLeak_isFoundByTheCount() {
    open.incrementAndGet();
    assertThat(openAfter(task -> {}, f -> f, 0)).isEqualTo(1);
  }

  private void walk(
      Function<AsyncFlow<Integer>, AsyncFlow<?>> chain, Consumer<Task<?>> what, boolean fails) {
    assertThat(openAfter(what, chain, 0)).as("open after a whole run").isZero();
    int all = points.get();
    assertThat(all).isPositive();
    for (int at = 1; at <= all; at++) {
      assertThat(openAfter(what, chain, at)).as("open after a strike at point %d", at).isZero();
      if (fails && points.get() >= at) {
        assertThat(outcome).as("point %d", at).isInstanceOf(Outcome.Failure.class);
      }
    }
  }

  /** A subscription that is cancelled may end a little later, by the rules of Reactive Streams. */
  @Test
  void publisher_cancelledAtEachPoint_endsItsProducerSoon() {
    Function<AsyncFlow<Integer>, AsyncFlow<?>> chain =
        f -> AsyncFlow.fromPublisher(f.map(this::passing).toPublisher());
    assertThat(openAfter(task -> {}, chain, 0)).as("open after a whole run").isZero();
    int all = points.get();
    assertThat(all).as("points of four values in three lambdas").isEqualTo(12);
    for (int at = 1; at <= all; at++) {
      int left = openAfter(Task::cancel, chain, at);
      assertThat(points).as("points passed").hasValueGreaterThanOrEqualTo(at);
      assertThat(outcome).as("point %d", at).isInstanceOf(Outcome.Cancelled.class);
      while (left > 0) { // until the time limit of the test
        delay(ofMillis(1));
        left = open.get();
      }
    }
  }

  private Outcome<?> outcome = new Outcome.Success<>(0L);

  private int openAfter(
      Consumer<Task<?>> what, Function<AsyncFlow<Integer>, AsyncFlow<?>> chain, int at) {
    points.set(0);
    supervisorScope()
        .run(
            scope -> {
              Task<?>[] task = {null};
              strikeAt = at;
              strike = () -> what.accept(task[0]);
              task[0] =
                  scope.lazily().async(() -> chain.apply(producer(4)).onEach(v -> point()).count());
              outcome = task[0].awaitOutcome();
            });
    return open.get();
  }
}
