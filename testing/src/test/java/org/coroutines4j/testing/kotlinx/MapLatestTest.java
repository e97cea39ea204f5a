package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The example in the documentation of {@code mapLatest} of kotlinx, and the cases of {@code
 * CollectLatestTest} that a function with a result has too.
 */
class MapLatestTest extends OperatorCases {
  @Test
  void functionThatNeverWaits_mapsAllValues() {
    runTest(
        test ->
            assertThat(AsyncFlow.of(1, 2, 3).mapLatest(value -> value + 1).toList())
                .containsExactly(2, 3, 4));
  }

  @Test
  void functionThatWaits_mapsTheLastValueOnly() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.of(1, 2, 3)
                        .mapLatest(
                            value -> {
                              delay(ofMillis(10));
                              return value;
                            })
                        .toList())
                .containsExactly(3));
  }

  @Test
  void documentedExample_computesTheSecondValue() {
    AsyncFlow<String> flow =
        AsyncFlow.generate(
            out -> {
              out.emit("a");
              delay(ofMillis(100));
              out.emit("b");
            });
    logs(
        test ->
            flow.mapLatest(
                    value -> {
                      log.add("Started computing " + value);
                      delay(ofMillis(200));
                      return "Computed " + value;
                    })
                .collect(log::add),
        "Started computing a",
        "Started computing b",
        "Computed b");
  }
}
