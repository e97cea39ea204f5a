package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.Channel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Guards which flows are pulled on the thread that asks, and what their lambdas see there. */
class InlinePullTest {
  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> pullable() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("none", f -> f);
    all.put("map", f -> f.map(n -> n));
    all.put("mapNotNull", f -> f.mapNotNull(n -> n));
    all.put("filter", f -> f.filter(n -> true));
    all.put("onEach", f -> f.onEach(n -> {}));
    all.put("take", f -> f.take(9));
    all.put("takeWhile", f -> f.takeWhile(n -> true));
    all.put("drop", f -> f.drop(0));
    all.put("dropWhile", f -> f.dropWhile(n -> false));
    all.put("scan", f -> f.scan(0, (a, n) -> n).drop(1));
    all.put("runningReduce", f -> f.runningReduce((a, n) -> n));
    all.put("withIndex", f -> f.withIndex().map(AsyncFlow.Indexed::value));
    all.put("concatWith", f -> f.concatWith(AsyncFlow.empty()));
    all.put("flatMapConcat", f -> AsyncFlow.of(1).flatMapConcat(n -> f));
    all.put("upstream of flatMapConcat", f -> f.flatMapConcat(AsyncFlow::of));
    return all;
  }

  private static final class Sources {
    final Thread puller = Thread.currentThread();
    final List<Thread> seen = new ArrayList<>();

    int seen(int value) {
      seen.add(Thread.currentThread());
      return value;
    }
  }

  @TestFactory
  Stream<DynamicTest> flowOfJavaCode_runsOnTheThreadThatPulls() {
    return pullable().entrySet().stream()
        .map(
            chain ->
                DynamicTest.dynamicTest(
                    chain.getKey(), () -> taskScope().run(scope -> pull(chain.getValue()))));
  }

  private static void pull(UnaryOperator<AsyncFlow<Integer>> chain) {
    Sources sources = new Sources();
    Channel<Integer> channel = Channel.buffered(3);
    channel.send(1);
    channel.send(2);
    channel.close();
    List<Integer> list = List.of(1, 2);
    List<AsyncFlow<Integer>> flows =
        List.of(
            AsyncFlow.range(1, 3).map(sources::seen),
            AsyncFlow.iterate(1, n -> sources.seen(n + 1)).take(2),
            AsyncFlow.fromIterable(() -> list.stream().map(sources::seen).iterator()),
            AsyncFlow.fromChannel(channel).map(sources::seen));
    for (AsyncFlow<Integer> flow : flows) {
      sources.seen.clear();
      List<Integer> values = new ArrayList<>();
      for (int value : chain.apply(flow)) {
        values.add(value);
      }
      assertThat(values).containsExactly(1, 2);
      assertThat(sources.seen).isNotEmpty().containsOnly(sources.puller);
    }
  }

  @Test
  void lambda_belongsToTheTaskThatPulls() {
    taskScope()
        .run(
            scope -> {
              Task<?> puller =
                  scope
                      .named("puller")
                      .launch(
                          () -> {
                            for (Task<?> task : AsyncFlow.range(0, 2).map(n -> Tasks.current())) {
                              assertThat(task).isSameAs(Tasks.current());
                            }
                          });
              puller.await();
            });
  }

  @Test
  void flowWithAGenerator_isCollectedByAHelper() {
    taskScope()
        .run(
            scope -> {
              AsyncFlow<Thread> threads =
                  AsyncFlow.<Integer>generate(out -> out.emit(1)).map(n -> Thread.currentThread());
              for (Thread thread : threads) {
                assertThat(thread).isNotSameAs(Thread.currentThread());
              }
              List<Integer> log = Collections.synchronizedList(new ArrayList<>());
              AsyncFlow<Integer> mixed =
                  AsyncFlow.range(0, 3)
                      .flatMapConcat(
                          n ->
                              AsyncFlow.<Integer>generate(
                                  out -> {
                                    try {
                                      out.emit(n);
                                      out.emit(n + 10);
                                    } finally {
                                      delay(ofMillis(1)); // is not cancelled
                                      log.add(n);
                                    }
                                  }));
              try (AsyncIterator<Integer> iterator = mixed.iterator()) {
                assertThat(iterator.next()).isZero();
                assertThat(iterator.next()).isEqualTo(10);
                assertThat(iterator.next()).isEqualTo(1);
                assertThat(log).containsExactly(0);
              }
              assertThat(log).containsExactly(0, 1);
              for (int n : mixed.take(1)) {
                assertThat(n).isZero();
              }
              assertThat(log).containsExactly(0, 1, 0);
            });
  }

  @Test
  void cleanupFailure_ofAnInnerGenerator_isThrownByClose() {
    AsyncFlow<Integer> broken =
        AsyncFlow.range(0, 3)
            .flatMapConcat(
                n ->
                    AsyncFlow.generate(
                        out -> {
                          try {
                            out.emit(n);
                          } finally {
                            fail("cleanup");
                          }
                        }));
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = broken.iterator();
              assertThat(iterator.next()).isZero();
              assertThatIllegalStateException().isThrownBy(iterator::close).withMessage("cleanup");
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> taskScope().run(scope -> firstOf(broken)))
        .withMessage("cleanup");
  }

  private static int firstOf(AsyncFlow<Integer> flow) {
    for (int n : flow) {
      return n;
    }
    return -1;
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  void iteratorThatALambdaLeavesOpen_endsWithTheFlow() {
    AtomicInteger open = new AtomicInteger();
    AsyncFlow<Integer> inner =
        AsyncFlow.generate(
            out -> {
              open.incrementAndGet();
              try {
                out.emit(1);
              } finally {
                open.decrementAndGet();
              }
            });
    taskScope()
        .run(
            scope -> {
              try (AsyncIterator<Integer> iterator =
                  AsyncFlow.range(0, 9).map(n -> firstOf(inner)).iterator()) {
                assertThat(iterator.next()).isEqualTo(1);
                assertThat(iterator.next()).isEqualTo(1);
                assertThat(open).hasValue(2);
              }
              assertThat(open).hasValue(0);
            });
  }

  /** A flow that pulls from itself needs a new stack from time to time. */
  @Test
  void recursiveFlow_doesNotOverflowTheStack() {
    taskScope().run(scope -> assertThat(depth(3_000).iterator().next()).isEqualTo(3_000));
  }

  private static AsyncFlow<Integer> depth(int levels) {
    return AsyncFlow.of(0).map(n -> levels == 0 ? 0 : depth(levels - 1).iterator().next() + 1);
  }

  @Test
  void lambdaThatWaits_releasesThePermit() {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger both = new AtomicInteger();
    taskScope()
        .on(one)
        .run(
            scope -> {
              for (int task = 0; task < 3; task++) {
                scope.launch(
                    () -> {
                      both.incrementAndGet();
                      AsyncFlow<Integer> flow =
                          AsyncFlow.range(0, 20)
                              .map(
                                  n -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    running.decrementAndGet();
                                    while (both.get() < 3) {
                                      delay(ofMillis(1)); // else the others never begin
                                    }
                                    return n;
                                  });
                      for (int n : flow) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                        assertThat(n).isNotNegative();
                      }
                    });
              }
            });
    assertThat(most).hasValue(1);
    assertThat(both).hasValue(3);
  }

  /** The thread of the owner runs that task on top of the owner's code. */
  @Test
  void taskOnTheOwnersThread_isNotTheOwner() {
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = AsyncFlow.range(0, 9).iterator();
              assertThat(iterator.next()).isZero();
              Task<?> onTop =
                  scope
                      .on(Dispatchers.from(Runnable::run))
                      .launch(
                          () ->
                              assertThatIllegalStateException()
                                  .isThrownBy(iterator::hasNext)
                                  .withMessageContaining("must not wait"));
              onTop.await();
              assertThat(iterator.next()).isEqualTo(1);
            });
  }
}
