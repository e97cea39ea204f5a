package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that a collector misses no value that is emitted after its onSubscription action has
 * begun, and that only this collector gets the values of the action.
 */
class OnSubscriptionTest {
  private static MutableSharedFlow<Integer> flow(int replay) {
    return MutableSharedFlow.create(replay, 0, Overflow.SUSPEND);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void actions_emitFirst_inOrder_toTheirCollectorOnly(int replay) {
    MutableSharedFlow<Integer> events = flow(replay);
    SharedFlow<Integer> greeting =
        events.onSubscription(out -> out.emit(-1)).onSubscription(out -> out.emit(-2));
    taskScope()
        .run(
            scope -> {
              Task<List<Integer>> plain = scope.async(() -> events.take(1).toList());
              Task<List<Integer>> greeted = scope.async(() -> greeting.take(3).toList());
              Hot.until(() -> events.collectors() == 2);
              events.emit(1);
              assertThat(plain.await()).containsExactly(1);
              assertThat(greeted.await()).containsExactly(-1, -2, 1);
            });
    assertThat(greeting.collectors()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void failureOfTheAction_failsTheCollection(int replay) {
    IllegalStateException broken = new IllegalStateException("broken");
    SharedFlow<Integer> failing =
        flow(replay)
            .onSubscription(
                out -> {
                  throw broken;
                });
    assertThatThrownBy(failing::first).isSameAs(broken);
  }

  @Tag("stress")
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void valueEmittedByTheAction_reachesItsCollector(int replay) {
    Rounds rounds = Rounds.atLeast(50);
    taskScope()
        .run(
            scope -> {
              while (rounds.next()) {
                MutableSharedFlow<Integer> events = flow(replay);
                Task<Integer> seen =
                    scope.async(
                        () ->
                            events
                                .onSubscription(out -> scope.launch(() -> events.emit(5)))
                                .first());
                assertThat(seen.await()).isEqualTo(5);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void subscriptionCount_isAState_thatFollowsTheCollectors(int replay) {
    MutableSharedFlow<Integer> events = flow(replay);
    StateFlow<Integer> count = events.subscriptionCount();
    taskScope()
        .run(
            scope -> {
              assertThat(count.value()).isZero();
              Task<Integer> collector = scope.async(events::first);
              assertThat(count.first(n -> n == 1)).isEqualTo(1);
              events.emit(3);
              assertThat(collector.await()).isEqualTo(3);
              assertThat(count.first(n -> n == 0)).isZero();
            });
  }
}
