package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code DistinctUntilChangedTest} of kotlinx: values that repeat are dropped. */
class DistinctUntilChangedTest extends OperatorCases {
  /** A value that is equal only to itself. */
  private static final class Box {
    final int i;

    Box(int i) {
      this.i = i;
    }
  }

  private static final AsyncFlow<Box> BOXES =
      AsyncFlow.generate(
          out -> {
            out.emit(new Box(1));
            out.emit(new Box(1));
            out.emit(new Box(2));
            out.emit(new Box(1));
          });

  private static int sum(AsyncFlow<Box> flow) {
    return flow.fold(0, (sum, box) -> sum + box.i);
  }

  @Test
  void equalValues_areEmittedOnce() {
    runTest(
        test ->
            assertThat(AsyncFlow.of(1, 1, 2, 2, 1).distinctUntilChanged().toList())
                .containsExactly(1, 2, 1));
  }

  @Test
  void key_decidesWhatIsEqual() {
    runTest(
        test -> {
          assertThat(sum(BOXES.distinctUntilChanged())).isEqualTo(5);
          assertThat(sum(BOXES.distinctUntilChanged(box -> box.i))).isEqualTo(4);
        });
  }

  @Test
  void comparison_decidesWhatIsEqual() {
    runTest(
        test -> {
          assertThat(sum(BOXES.distinctUntilChanged())).isEqualTo(5);
          assertThat(sum(BOXES.distinctUntilChanged((a, b) -> a.i == b.i))).isEqualTo(4);
        });
  }

  @Test
  void comparison_isNotCalledForASingleValue() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.of(1)
                        .distinctUntilChanged(
                            (a, b) -> {
                              throw unreached();
                            })
                        .toList())
                .containsExactly(1));
  }

  @Test
  void keyThatFails_cancelsUpstream() {
    AsyncFlow<Integer> flow =
        withChild(1)
            .distinctUntilChanged(
                value -> {
                  log.add("key of " + value);
                  throw failure;
                });
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "key of 1", "child cancelled");
  }

  @Test
  void comparisonThatFails_cancelsUpstream() {
    AsyncFlow<Integer> flow =
        withChild(1, 2)
            .distinctUntilChanged(
                (a, b) -> {
                  log.add("compared " + a + " " + b);
                  throw failure;
                });
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "compared 1 2",
        "child cancelled");
  }
}
