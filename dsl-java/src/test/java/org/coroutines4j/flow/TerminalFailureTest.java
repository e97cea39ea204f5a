package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that each terminal throws a failure of the flow or of its lambda after it has closed the
 * flow: unchecked exceptions unchanged, checked ones wrapped once.
 */
@Tag("exceptions")
class TerminalFailureTest {
  private final AtomicInteger open = new AtomicInteger();

  /** Emits 1 and {@code then} fails. */
  private AsyncFlow<Integer> flow(Exception then) {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            out.emit(1);
            delay(ofMillis(1));
            throw then;
          } finally {
            open.decrementAndGet();
          }
        });
  }

  private static Map<String, ThrowingConsumer<AsyncFlow<Integer>>> terminals() {
    Map<String, ThrowingConsumer<AsyncFlow<Integer>>> terminals = new LinkedHashMap<>();
    terminals.put("collect", f -> f.collect(n -> {}));
    terminals.put(
        "collect(Collector)", f -> f.collect(Collector.of(() -> 0, (a, n) -> {}, Integer::sum)));
    terminals.put("toList", AsyncFlow::toList);
    terminals.put("toSet", AsyncFlow::toSet);
    terminals.put("toMap", f -> f.toMap(n -> n));
    terminals.put("first", f -> f.first(n -> n > 1));
    terminals.put("firstOrEmpty", f -> f.drop(1).firstOrEmpty());
    terminals.put("last", AsyncFlow::last);
    terminals.put("single", AsyncFlow::single);
    terminals.put("reduce", f -> f.reduce(Integer::sum));
    terminals.put("fold", f -> f.fold(0, Integer::sum));
    terminals.put("count", AsyncFlow::count);
    terminals.put("any", f -> f.any(n -> n > 1));
    terminals.put("all", f -> f.all(n -> n == 1));
    terminals.put("none", f -> f.none(n -> n > 1));
    terminals.put("launchIn", f -> taskScope().run(f::launchIn));
    terminals.put("iterator", f -> f.iterator().forEachRemaining(n -> {}));
    terminals.put("stream", f -> f.stream().forEach(n -> {}));
    terminals.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)).count());
    terminals.put("shareIn", f -> taskScope().run(s -> f.shareIn(s, 0).last()));
    return terminals;
  }

  private static Map<String, ThrowingConsumer<AsyncFlow<Integer>>> lambdas(
      IllegalStateException failure) {
    Map<String, ThrowingConsumer<AsyncFlow<Integer>>> lambdas = new LinkedHashMap<>();
    lambdas.put("collect", f -> f.collect(n -> fail(failure)));
    lambdas.put(
        "collect(Collector)",
        f -> f.collect(Collector.of(() -> 0, (a, n) -> fail(failure), Integer::sum)));
    lambdas.put("toMap", f -> f.toMap(n -> fail(failure)));
    lambdas.put("toMap, value", f -> f.toMap(n -> n, n -> fail(failure)));
    lambdas.put("first", f -> f.first(n -> fail(failure)));
    lambdas.put("reduce", f -> f.concatWith(f).reduce((a, b) -> fail(failure) ? a : b));
    lambdas.put("fold", f -> f.fold(0, (a, b) -> fail(failure) ? a : b));
    lambdas.put("any", f -> f.any(n -> fail(failure)));
    lambdas.put("all", f -> f.all(n -> fail(failure)));
    lambdas.put("none", f -> f.none(n -> fail(failure)));
    lambdas.put("stream", f -> closing(f.stream(), s -> s.forEach(n -> fail(failure))));
    lambdas.put(
        "for", f -> taskScope().run(s -> f.iterator().forEachRemaining(n -> fail(failure))));
    return lambdas;
  }

  private static boolean fail(IllegalStateException failure) {
    delay(ofMillis(1));
    throw failure;
  }

  private static void closing(Stream<Integer> stream, ThrowingConsumer<Stream<Integer>> use)
      throws Exception {
    try (stream) {
      use.accept(stream);
    }
  }

  private Stream<DynamicTest> each(
      Map<String, ThrowingConsumer<AsyncFlow<Integer>>> terminals,
      ThrowingConsumer<ThrowingConsumer<AsyncFlow<Integer>>> check) {
    List<DynamicTest> tests = new ArrayList<>();
    terminals.forEach(
        (name, terminal) ->
            tests.add(
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      check.accept(terminal);
                      assertThat(open).hasValue(0);
                    })));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> uncheckedFailureOfTheFlow_isThrownAsItIs() {
    IllegalStateException failure = new IllegalStateException("flow");
    return each(
        terminals(),
        terminal ->
            assertThat(catchThrowable(() -> terminal.accept(flow(failure)))).isSameAs(failure));
  }

  @TestFactory
  Stream<DynamicTest> checkedFailureOfTheFlow_isWrappedOnce() {
    IOException failure = new IOException("flow");
    return each(
        terminals(),
        terminal ->
            assertThat(catchThrowable(() -> terminal.accept(flow(failure))))
                .isInstanceOf(UncheckedIOException.class)
                .hasCause(failure));
  }

  @TestFactory
  Stream<DynamicTest> failureOfTheLambda_isThrownAsItIs_andTheFlowClosed() {
    IllegalStateException failure = new IllegalStateException("lambda");
    AsyncFlow<Integer> endless =
        AsyncFlow.iterate(1, n -> n + 1)
            .onStart(open::incrementAndGet)
            .onCompletion(end -> open.decrementAndGet());
    return each(
        lambdas(failure),
        terminal -> assertThat(catchThrowable(() -> terminal.accept(endless))).isSameAs(failure));
  }
}
