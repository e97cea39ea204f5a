package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.Collections;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code ToCollectionTest}. */
class ToCollectionTest {
  private final AsyncFlow<Integer> tenTimes42 =
      AsyncFlow.generate(
          out -> {
            for (int i = 0; i < 10; i++) {
              out.emit(42);
            }
          });
  private final AsyncFlow<Integer> empty = AsyncFlow.of();

  @Test
  void toList_hasAllValues() {
    runTest(
        test -> {
          assertThat(tenTimes42.toList()).isEqualTo(Collections.nCopies(10, 42));
          assertThat(empty.toList()).isEmpty();
        });
  }

  @Test
  void toSet_hasTheDistinctValues() {
    runTest(
        test -> {
          assertThat(tenTimes42.toSet()).containsExactly(42);
          assertThat(empty.toSet()).isEmpty();
        });
  }
}
