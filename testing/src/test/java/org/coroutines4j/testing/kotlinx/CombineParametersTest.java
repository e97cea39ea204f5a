package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code CombineParametersTest} of kotlinx: combineLatest of three and more. */
class CombineParametersTest {
  private static final AsyncFlow<String> ONE = AsyncFlow.of("1");
  private static final AsyncFlow<Integer> TWO = AsyncFlow.of(2);
  private static final AsyncFlow<String> THREE = AsyncFlow.of("3");
  private static final AsyncFlow<Byte> FOUR = AsyncFlow.of((byte) 4);
  private static final AsyncFlow<String> FIVE = AsyncFlow.of("5");
  private static final AsyncFlow<Long> SIX = AsyncFlow.of(6L);

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining());
  }

  /** Combines {@code flows} in a list by their texts. */
  private static AsyncFlow<String> combined(List<AsyncFlow<?>> flows) {
    return AsyncFlow.<Object, String>combineLatest(flows, values -> joined(values));
  }

  /** Combines {@code flows} in a list by emitting their texts. */
  private static AsyncFlow<String> transformed(List<AsyncFlow<?>> flows) {
    return AsyncFlow.<Object, List<Object>>combineLatest(flows, values -> values)
        .transform((values, out) -> out.emit(joined(values)));
  }

  @Test
  void threeFlows_combineInTheirOrder() {
    runTest(
        test -> {
          assertThat(AsyncFlow.combineLatest(ONE, TWO, THREE, (a, b, c) -> a + b + c).single())
              .isEqualTo("123");
          assertThat(transformed(List.of(ONE, TWO, THREE)).single()).isEqualTo("123");
        });
  }

  @Test
  void fourFlows_combineInTheirOrder() {
    runTest(
        test -> {
          assertThat(
                  AsyncFlow.combineLatest(ONE, TWO, THREE, FOUR, (a, b, c, d) -> a + b + c + d)
                      .single())
              .isEqualTo("1234");
          assertThat(transformed(List.of(ONE, TWO, THREE, FOUR)).single()).isEqualTo("1234");
        });
  }

  @Test
  void fiveFlows_combineInTheirOrder() {
    runTest(
        test -> {
          assertThat(
                  AsyncFlow.combineLatest(
                          ONE, TWO, THREE, FOUR, FIVE, (a, b, c, d, e) -> a + b + c + d + e)
                      .single())
              .isEqualTo("12345");
          assertThat(transformed(List.of(ONE, TWO, THREE, FOUR, FIVE)).single()).isEqualTo("12345");
        });
  }

  @Test
  void listOfSixFlows_combinesInItsOrder() {
    List<AsyncFlow<?>> flows = List.of(ONE, TWO, THREE, FOUR, FIVE, SIX);
    runTest(
        test -> {
          assertThat(combined(flows).single()).isEqualTo("123456");
          assertThat(transformed(flows).single()).isEqualTo("123456");
        });
  }

  @Test
  void listOfDifferentTypes_combines() {
    runTest(
        test ->
            assertThat(combined(List.of(AsyncFlow.of(1), AsyncFlow.of("2"))).single())
                .isEqualTo("12"));
  }

  @Test
  void listOfOneFlow_emitsItsValues() {
    List<AsyncFlow<?>> flows = List.of(AsyncFlow.of(1, 2, 3));
    runTest(
        test -> {
          assertThat(combined(flows).toList()).containsExactly("1", "2", "3");
          assertThat(transformed(flows).toList()).containsExactly("1", "2", "3");
        });
  }

  @Test
  void emptyList_isEmpty() {
    runTest(
        test -> {
          assertThat(combined(List.of()).singleOrEmpty()).isEmpty();
          assertThat(transformed(List.of()).singleOrEmpty()).isEmpty();
        });
  }

  @Test
  void anyNumberOfFlowsThatNeverWait_emitByTurns() {
    runTest(
        test -> {
          for (int flows = 2; flows <= 5; flows++) {
            for (int size = 1; size <= 5; size++) {
              List<String> expected = new ArrayList<>();
              for (int value = 1; value <= size; value++) {
                expected.add(String.valueOf(value).repeat(flows));
              }
              AsyncFlow<Integer> flow = AsyncFlow.range(1, size + 1);
              assertThat(combined(Collections.nCopies(flows, flow)).toList())
                  .as("%d flows of %d values", flows, size)
                  .isEqualTo(expected);
            }
          }
        });
  }

  @Test
  void thousandValues_areCombinedInPairs() {
    AsyncFlow<Integer> flow = AsyncFlow.range(0, 1_024);
    runTest(
        test ->
            assertThat(flow.combine(flow, Integer::sum).toList())
                .isEqualTo(IntStream.range(0, 1_024).mapToObj(i -> 2 * i).toList()));
  }
}
