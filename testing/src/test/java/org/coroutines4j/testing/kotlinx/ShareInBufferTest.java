package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharingStarted;
import org.junit.jupiter.api.Test;

/**
 * The case of kotlinx's {@code ShareInBufferTest} for the default buffer without replay. Here a
 * replay adds to that buffer, and {@code buffer} upstream of {@code shareIn} is a buffer of its
 * own.
 */
class ShareInBufferTest {
  private static final int VALUES = 200;

  /** The buffer, and the value with which the emitter waits. */
  private static final int BATCH = 64 + 1;

  @Test
  void shareIn_slowCollector_is64ValuesBehind() {
    List<String> log = new ArrayList<>();
    AsyncFlow<Integer> upstream =
        AsyncFlow.range(0, VALUES)
            .onEach(value -> log.add("emit " + value))
            .concatWith(AsyncFlow.of(-1));
    runTest(
        test ->
            upstream
                .shareIn(test, SharingStarted.eagerly(), 0)
                .takeWhile(value -> value >= 0)
                .collect(value -> log.add("collect " + value)));
    List<String> expected = new ArrayList<>();
    for (int first = 0; first < VALUES; first += BATCH) {
      for (String step : List.of("emit ", "collect ")) {
        for (int value = first; value < Math.min(first + BATCH, VALUES); value++) {
          expected.add(step + value);
        }
      }
    }
    assertThat(log).isEqualTo(expected);
  }
}
