package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code FilterTrivialTest} of kotlinx on filterIsInstance, with a given class. */
class FilterTrivialTest {
  private static class Super {}

  private static final class Sub extends Super {}

  @Test
  void filterIsInstance_keepsTheValuesOfTheClass() {
    AsyncFlow<Object> flow = AsyncFlow.of("value", 2.0);
    runTest(
        test -> {
          assertThat(flow.filterIsInstance(Double.class).single()).isEqualTo(2.0);
          assertThat(flow.filterIsInstance(String.class).single()).isEqualTo("value");
        });
  }

  @Test
  void filterIsInstance_keepsSubclasses() {
    AsyncFlow<Super> flow =
        AsyncFlow.of(new Super(), new Super(), new Super(), new Sub(), new Sub(), new Sub());
    runTest(
        test -> {
          assertThat(flow.filterIsInstance(Super.class).count()).isEqualTo(6);
          assertThat(flow.filterIsInstance(Sub.class).count()).isEqualTo(3);
        });
  }

  @Test
  void filterIsInstance_ofAnEmptyFlow_isEmpty() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.<Integer>empty()
                        .filterIsInstance(Integer.class)
                        .fold(0, Integer::sum))
                .isZero());
  }
}
