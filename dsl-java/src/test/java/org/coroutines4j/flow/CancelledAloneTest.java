package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import java.time.Duration;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code in a task of an operator that cancels this task and no other: whoever waits for its values
 * is told.
 */
class CancelledAloneTest {
  private static <T> T cancelledAlone(T value) {
    Tasks.current().cancel("by itself");
    Async.delay(Duration.ofMillis(1));
    return value;
  }

  private static <T> T interrupted(T value) throws InterruptedException {
    Thread.currentThread().interrupt(); // as somebody else does who has found this thread
    Thread.sleep(1);
    return value;
  }

  /** Emits a value, and cancels the task that it runs in when it is to go on. */
  private static AsyncFlow<Integer> source() {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          out.emit(cancelledAlone(2));
        });
  }

  static Stream<Named<AsyncFlow<?>>> flows() {
    AsyncFlow<Integer> values = AsyncFlow.range(0, 3);
    return Stream.of(
        named("mapConcurrent", values.mapConcurrent(1, CancelledAloneTest::cancelledAlone)),
        named("mapConcurrent(4)", values.mapConcurrent(4, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered",
            values.mapConcurrentUnordered(1, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered(4)",
            values.mapConcurrentUnordered(4, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered that returns",
            values.mapConcurrentUnordered(
                2,
                v -> {
                  Tasks.current().cancel("by itself");
                  return v;
                })),
        named(
            "mapConcurrentUnordered interrupted from outside",
            values.mapConcurrentUnordered(2, CancelledAloneTest::interrupted)),
        named(
            "flatMapLatest",
            values.flatMapLatest(v -> AsyncFlow.of(v).map(CancelledAloneTest::cancelledAlone))),
        named("channelFlow", AsyncFlow.channelFlow((scope, out) -> cancelledAlone(1))),
        named("mapConcurrent of it", source().mapConcurrent(2, v -> v)),
        named("mapConcurrentUnordered of it", source().mapConcurrentUnordered(2, v -> v)),
        named("flatMapLatest of it", source().flatMapLatest(AsyncFlow::of)),
        named("groupBy of it", source().groupBy(v -> v)),
        named("timeout of it", source().timeout(Duration.ofSeconds(9))),
        named("chunkedWithin of it", source().chunkedWithin(5, Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void taskThatCancelsItself_failsTheFlow(AsyncFlow<?> flow) {
    assertThatThrownBy(() -> Async.call(scope -> flow.count()))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessageMatching("(?s)task .* was cancelled: (by itself|interrupted while blocked).*");
  }
}
