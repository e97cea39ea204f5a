package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a joined flow ends with the first or the last of its flows, as it was told, and that
 * all of them have ended then.
 */
class EndingTest {
  private final AtomicInteger open = new AtomicInteger();

  /** Emits {@code values} and then waits until it is cancelled. */
  private AsyncFlow<Integer> endless(Integer... values) {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            out.emitAll(List.of(values));
            Hot.sleepForEver();
          } finally {
            nonCancellable(() -> delay(ofMillis(2)));
            open.decrementAndGet();
          }
        });
  }

  @AfterEach
  void noFlowIsStillCollected() {
    assertThat(open).hasValue(0);
  }

  @Test
  void mergeWithFirst_endsTheOtherFlows_afterTheValuesOfTheFirst() {
    assertThat(
            AsyncFlow.merge(List.of(endless(7), AsyncFlow.of(1, 2), endless(8)), Ending.WITH_FIRST)
                .toList())
        .containsSubsequence(1, 2);
  }

  @Test
  void mergeWithAll_goesOn_untilTheLastHasEnded() {
    assertThat(
            AsyncFlow.merge(List.of(AsyncFlow.empty(), AsyncFlow.of(1, 2)), Ending.WITH_ALL)
                .toList())
        .containsExactly(1, 2);
  }

  @Test
  void mergeWithFirst_ofAFailingFlow_fails() {
    IllegalStateException broken = new IllegalStateException("broken");
    List<AsyncFlow<Integer>> flows = List.of(endless(1), AsyncFlow.failed(broken));
    assertThatThrownBy(() -> AsyncFlow.merge(flows, Ending.WITH_FIRST).count()).isSameAs(broken);
  }

  @Test
  void interleave_takesSegmentsByTurns_andLeavesOutWhatHasEnded() {
    List<AsyncFlow<Integer>> flows =
        List.of(AsyncFlow.of(1, 2, 3, 4, 5), AsyncFlow.of(10), AsyncFlow.of(20, 21, 22));
    assertThat(AsyncFlow.interleave(flows, 2, Ending.WITH_ALL).toList())
        .containsExactly(1, 2, 10, 20, 21, 3, 4, 22, 5);
    assertThat(AsyncFlow.interleave(flows, 2, Ending.WITH_FIRST).toList())
        .as("the second flow ends within its first turn")
        .containsExactly(1, 2, 10);
  }

  @Test
  void interleaveWithFirst_cancelsTheOthers() {
    List<AsyncFlow<Integer>> flows = List.of(endless(1, 2, 3), AsyncFlow.of(7));
    assertThat(AsyncFlow.interleave(flows, 1, Ending.WITH_FIRST).toList()).containsExactly(1, 7, 2);
  }

  @Test
  void zipAll_whoseCollectorStops_endsBoth() {
    assertThat(endless(1, 2).zipAll(endless(7, 8), 0, 0, Integer::sum).first()).isEqualTo(8);
  }

  @Tag("stress")
  @Test
  void mergeWithFirst_ofFlowsThatEndTogether_neverHangsOrFails() {
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      List<AsyncFlow<Integer>> flows =
          List.of(AsyncFlow.of(1), AsyncFlow.of(1), AsyncFlow.of(1).buffer(1));
      assertThat(AsyncFlow.merge(flows, Ending.WITH_FIRST).count()).isBetween(1L, 3L);
    }
  }
}
