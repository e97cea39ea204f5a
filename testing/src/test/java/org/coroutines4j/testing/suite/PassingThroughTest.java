package org.coroutines4j.testing.suite;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that an exception that {@code emit} throws, because the collector has enough or has
 * failed, passes unchanged through blocks of the generator. A deadline of such a block is not one
 * of the collector.
 */
class PassingThroughTest {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();

  /** Blocks around an emit; their limits pass while the collector is busy. */
  private static Map<String, ThrowingConsumer<ThrowingRunnable>> blocks() {
    Map<String, ThrowingConsumer<ThrowingRunnable>> all = new LinkedHashMap<>();
    all.put("withTimeout", emit -> withTimeout(ofMillis(5), emit));
    all.put(
        "withTimeoutOrEmpty",
        emit -> {
          var unused =
              withTimeoutOrEmpty(
                  ofMillis(5),
                  () -> {
                    emit.run();
                    return 1;
                  });
        });
    all.put(
        "timeout of a scope",
        emit -> taskScope().withTimeout(ofMillis(5)).run(scope -> emit.run()));
    all.put("two timeouts", emit -> withTimeout(ofMillis(5), () -> withTimeout(ofMillis(6), emit)));
    all.put("taskScope", emit -> taskScope().run(scope -> emit.run()));
    all.put("supervisorScope", emit -> supervisorScope().run(scope -> emit.run()));
    all.put("Async.run", emit -> Async.run(scope -> emit.run()));
    all.put("nonCancellable", emit -> nonCancellable(emit));
    all.put("blocking", emit -> blocking(emit));
    all.put(
        "retry",
        emit ->
            retry(
                RetryPolicy.maxAttempts(3),
                () -> {
                  emit.run();
                  return 1;
                }));
    all.put(
        "scope in a timeout",
        emit -> withTimeout(ofMillis(5), () -> taskScope().run(scope -> emit.run())));
    all.put(
        "timeout in a scope with a task",
        emit ->
            taskScope()
                .run(
                    scope -> {
                      var unused = scope.launch(() -> delay(ofSeconds(60)));
                      withTimeout(ofMillis(5), emit);
                    }));
    return all;
  }

  private AsyncFlow<Integer> generator(ThrowingConsumer<ThrowingRunnable> block) {
    return AsyncFlow.generate(
        out -> {
          begun.incrementAndGet();
          open.incrementAndGet();
          try {
            block.accept(
                () -> {
                  out.emit(1);
                  out.emit(2);
                });
          } finally {
            nonCancellable(() -> delay(ofMillis(1)));
            open.decrementAndGet();
          }
        });
  }

  private static AsyncFlow<Integer> busy(AsyncFlow<Integer> flow) {
    return flow.map(
        n -> {
          delay(ofMillis(20));
          return n;
        });
  }

  private static Map<String, ThrowingFunction<AsyncFlow<Integer>, Object>> ends() {
    Map<String, ThrowingFunction<AsyncFlow<Integer>, Object>> all = new LinkedHashMap<>();
    all.put("first", AsyncFlow::first);
    all.put("first of two", f -> f.first(n -> n == 2) - 1);
    all.put("firstOrEmpty", f -> f.firstOrEmpty().orElseThrow());
    all.put("take", f -> f.take(1).single());
    all.put("take before a buffer", f -> f.take(1).buffer(1).single());
    all.put("take after a buffer", f -> f.buffer(0).take(1).single());
    all.put("takeWhile", f -> f.takeWhile(n -> n < 2).single());
    all.put("any", f -> f.any(n -> n == 1) ? 1 : 0);
    all.put("none", f -> f.none(n -> n == 1) ? 0 : 1);
    all.put("all", f -> f.all(n -> n > 1) ? 0 : 1);
    all.put("transform", f -> f.transform((n, out) -> out.emit(n)).first());
    all.put("zip", f -> f.zip(AsyncFlow.of(0), Integer::sum).single());
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)).first());
    all.put("recover", f -> f.recover(t -> 7).first());
    all.put("retry", f -> f.retry(3).first());
    all.put("merge", f -> f.mergeWith(AsyncFlow.empty()).first());
    all.put(
        "iterator",
        f -> {
          try (AsyncIterator<Integer> iterator = f.iterator()) {
            int value = iterator.next();
            delay(ofMillis(20));
            return value;
          }
        });
    all.put("break", f -> taskScope().call(scope -> firstOf(f)));
    all.put("stream", f -> closing(f.stream()));
    return all;
  }

  private static int firstOf(AsyncFlow<Integer> flow) {
    for (int value : flow) {
      delay(ofMillis(20));
      return value;
    }
    return 0;
  }

  private static int closing(Stream<Integer> stream) {
    try (stream) {
      return stream.peek(n -> delay(ofMillis(20))).findFirst().orElseThrow();
    }
  }

  private Stream<DynamicTest> forEachBlock(
      BiFunction<String, ThrowingConsumer<ThrowingRunnable>, Stream<DynamicTest>> tests) {
    return blocks().entrySet().stream().flatMap(b -> tests.apply(b.getKey(), b.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> earlyEnd_isNoTimeoutOfTheGenerator() {
    return forEachBlock(
        (name, block) ->
            ends().entrySet().stream()
                .map(
                    end ->
                        DynamicTest.dynamicTest(
                            name + ", " + end.getKey(),
                            () -> {
                              open.set(0);
                              runTest(
                                  test ->
                                      assertThat(end.getValue().apply(busy(generator(block))))
                                          .isEqualTo(1));
                              assertThat(open).hasValue(0);
                            })));
  }

  @TestFactory
  Stream<DynamicTest> failureOfTheCollector_passesAsItIs() {
    List<Exception> failures =
        List.of(new IllegalStateException("collector"), new IOException("collector"));
    return forEachBlock(
        (name, block) ->
            failures.stream()
                .map(
                    failure ->
                        DynamicTest.dynamicTest(
                            name + ", " + failure.getClass().getSimpleName(),
                            () -> assertPasses(block, failure))));
  }

  private void assertPasses(ThrowingConsumer<ThrowingRunnable> block, Exception failure) {
    begun.set(0);
    open.set(0);
    List<Throwable> seen = new ArrayList<>();
    AsyncFlow<Integer> guarded =
        busy(generator(block)).recover(t -> seen.add(t) ? 7 : 8).retry(2, seen::add);
    Throwable thrown =
        catchThrowable(
            () ->
                runTest(
                    test ->
                        guarded.collect(
                            n -> {
                              throw failure;
                            })));
    if (failure instanceof IOException) {
      assertThat(thrown).isExactlyInstanceOf(UncheckedIOException.class);
      assertThat(thrown.getCause()).isSameAs(failure);
    } else {
      assertThat(thrown).isSameAs(failure);
    }
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(seen).isEmpty();
    assertThat(begun).hasValue(1);
    assertThat(open).hasValue(0);
  }

  @TestFactory
  Stream<DynamicTest> generatorThatHasItsOwnTimeout_stillHasIt() {
    return Stream.of("withTimeout", "two timeouts", "scope in a timeout")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      ThrowingConsumer<ThrowingRunnable> block = blocks().get(name);
                      AsyncFlow<Integer> slow =
                          AsyncFlow.generate(
                              out ->
                                  block.accept(
                                      () -> {
                                        out.emit(1);
                                        delay(ofSeconds(60));
                                        out.emit(2);
                                      }));
                      runTest(
                          test ->
                              assertThat(
                                      slow.<Object>map(n -> n)
                                          .recover(Throwable::getClass)
                                          .toList())
                                  .containsExactly(1, TimeoutExceededException.class));
                    }));
  }

  /**
   * A failure of the cleanup is thrown, though try-with-resources suppresses it on the early end.
   */
  @TestFactory
  Stream<DynamicTest> cleanupThatFailsAtTheEarlyEnd_isNotLost() {
    IllegalStateException failure = new IllegalStateException("close");
    AutoCloseable broken =
        () -> {
          throw failure;
        };
    Map<String, AsyncFlow<Integer>> flows = new LinkedHashMap<>();
    flows.put(
        "try-with-resources",
        AsyncFlow.generate(
            out -> {
              try (broken) {
                out.emit(1);
              }
            }));
    flows.put(
        "fromStream",
        AsyncFlow.fromStream(
            () ->
                Stream.of(1, 2)
                    .onClose(
                        () -> {
                          throw failure;
                        })));
    flows.put(
        "callback",
        AsyncFlow.callback(
            channel -> {
              channel.send(1);
              return broken;
            }));
    return flows.entrySet().stream()
        .map(
            flow ->
                DynamicTest.dynamicTest(
                    flow.getKey(),
                    () -> {
                      assertThat(catchThrowable(flow.getValue()::first)).isSameAs(failure);
                      assertThat(catchThrowable(flow.getValue().take(1)::toList)).isSameAs(failure);
                    }));
  }
}
