package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code TakeWhileTest} of kotlinx: a value that does not match ends the flow. */
class TakeWhileTest extends OperatorCases {
  private static int sum(AsyncFlow<Integer> flow) {
    return flow.fold(0, Integer::sum);
  }

  @Test
  void predicate_takesTheValuesBeforeTheFirstMismatch() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
            });
    runTest(
        test -> {
          assertThat(sum(flow.takeWhile(value -> true))).isEqualTo(3);
          assertThat(flow.takeWhile(value -> value < 2).single()).isEqualTo(1);
          assertThat(flow.drop(1).takeWhile(value -> value < 3).single()).isEqualTo(2);
          assertThat(flow.drop(1).takeWhile(value -> value < 2).singleOrEmpty()).isEmpty();
        });
  }

  @Test
  void emptyFlow_isEmptyWithAnyPredicate() {
    runTest(
        test -> {
          assertThat(sum(AsyncFlow.<Integer>empty().takeWhile(value -> true))).isZero();
          assertThat(sum(AsyncFlow.<Integer>empty().takeWhile(value -> false))).isZero();
        });
  }

  @Test
  void mismatch_cancelsUpstream() {
    logs(
        test -> log.add("got " + withChild(1, 2).takeWhile(value -> value < 2).single()),
        "child cancelled",
        "got 1");
  }

  @Test
  void predicateThatFails_cancelsUpstream() {
    AsyncFlow<Integer> flow =
        withChild(1)
            .takeWhile(
                value -> {
                  throw failure;
                });
    logs(
        test -> {
          assertThatThrownBy(flow::count).isSameAs(failure);
          log.add("got " + flow.recover(thrown -> 42).single());
        },
        "child cancelled",
        "child cancelled",
        "got 42");
  }
}
