package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code ConflateTest} of kotlinx: a slow collector skips values. */
class ConflateTest {
  private static AsyncFlow<Integer> oneToThirty(Duration period) {
    return AsyncFlow.generate(
        out -> {
          for (int i = 1; i <= 30; i++) {
            delay(period);
            out.emit(i);
          }
        });
  }

  @Test
  void collectorTenTimesSlower_getsEveryTenthValue() {
    runTest(
        test ->
            assertThat(
                    oneToThirty(ofMillis(100))
                        .conflate()
                        .onEach(value -> delay(ofMillis(1_000)))
                        .toList())
                .containsExactly(1, 10, 20, 30));
  }

  @Test
  void collectorOfAnotherDispatcher_getsEveryTenthValue() {
    runTest(
        test ->
            assertThat(
                    oneToThirty(ofMillis(10))
                        .flowOn(Dispatchers.cpu())
                        .conflate()
                        .onEach(value -> delay(ofMillis(100)))
                        .toList())
                .containsExactly(1, 10, 20, 30));
  }
}
