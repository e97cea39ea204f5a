package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.yieldNow;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Cancels or fails a collection at each of its points, wherever it calls a user's lambda. Each time
 * all producers that were started have ended, including cleanup that waits.
 */
class CancelEverywhereTest implements CancelChains.Points {
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

  @Override
  public AsyncFlow<Integer> producer(int size) {
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

  @Override
  public int passing(int value) {
    point();
    return value;
  }

  @Test
  void everyMethodOfAsyncFlow_isInTheTable_orNamedAsCallingNoLambda() {
    Set<String> listed = new TreeSet<>(CancelChains.WITHOUT_LAMBDA);
    Stream.of(new CancelChains(this).failing(), new CancelChains(this).handling())
        .flatMap(chains -> chains.keySet().stream())
        .map(name -> name.replaceFirst(" .*", ""))
        .forEach(listed::add);
    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(AsyncFlow.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @TestFactory
  Stream<DynamicTest> cancelledAtEachPoint_endsEveryProducer() {
    CancelChains chains = new CancelChains(this);
    return Stream.of(chains.failing(), chains.handling())
        .flatMap(all -> all.entrySet().stream())
        .map(
            chain ->
                DynamicTest.dynamicTest(
                    chain.getKey(), () -> walk(chain.getValue(), Task::cancel, false)));
  }

  @TestFactory
  Stream<DynamicTest> failureAtEachPoint_endsEveryProducer() {
    return new CancelChains(this)
        .failing().entrySet().stream()
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
