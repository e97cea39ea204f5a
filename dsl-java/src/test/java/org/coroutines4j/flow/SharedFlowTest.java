package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.junit.jupiter.api.Test;

/**
 * Guards that a shared flow emits its values to all collectors, and replays the last ones to later
 * collectors.
 */
class SharedFlowTest {
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void withoutCollectors_emitDoesNotWait_andOnlyTheReplayIsKept() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2);
    for (int i = 1; i <= 5; i++) {
      shared.emit(i);
    }
    assertThat(shared.replayed()).containsExactly(4, 5);
    MutableSharedFlow<Integer> forgetful = MutableSharedFlow.create(0, 10, Overflow.SUSPEND);
    forgetful.emit(1);
    assertThat(forgetful.replayed()).isEmpty();
  }

  @Test
  void collectorThatComesLate_getsTheReplay_thenWhatIsNew() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2);
    List.of(1, 2, 3).forEach(shared::emit);
    taskScope()
        .run(
            scope -> {
              Task<List<Integer>> late = scope.async(() -> shared.take(4).toList());
              Hot.until(() -> shared.collectors() == 1);
              shared.emit(4);
              shared.emit(5);
              assertThat(late.await()).containsExactly(2, 3, 4, 5);
            });
    assertThat(shared.first()).isEqualTo(4);
  }

  @Test
  void resetReplay_leavesNothingForLaterCollectors() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2);
    shared.emit(1);
    shared.resetReplay();
    assertThat(shared.replayed()).isEmpty();
    shared.emit(2);
    assertThat(shared.first()).isEqualTo(2);
  }

  @Test
  void allCollectors_seeAllValues_whetherTheyAwaitOrBlock() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, 3, Overflow.SUSPEND);
    List<Integer> values = IntStream.range(0, 30).boxed().toList();
    taskScope()
        .run(
            scope -> {
              Task<List<Integer>> quick = scope.async(() -> shared.take(30).toList());
              Task<List<Integer>> awaiting =
                  scope.async(() -> shared.onEach(n -> delay(ofMillis(1))).take(30).toList());
              Task<List<Integer>> blocking =
                  scope.async(() -> shared.onEach(n -> Thread.sleep(1)).take(30).toList());
              Hot.until(() -> shared.collectors() == 3);
              shared.emitAll(values);
              assertThat(quick.await()).isEqualTo(values);
              assertThat(awaiting.await()).isEqualTo(values);
              assertThat(blocking.await()).isEqualTo(values);
            });
    assertThat(shared.collectors()).isZero();
  }

  @Test
  void manyEmitters_loseNothing() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
    taskScope()
        .run(
            scope -> {
              Task<List<Integer>> all = scope.async(() -> shared.take(100).toList());
              Hot.until(() -> shared.collectors() == 1);
              for (int i = 0; i < 100; i++) {
                int n = i;
                scope.launch(() -> shared.emit(n));
              }
              assertThat(all.await()).hasSize(100).doesNotHaveDuplicates();
            });
  }

  @Test
  void collection_neverEndsByItself_andCountsWhileItLasts() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(1);
    shared.emit(1);
    taskScope()
        .run(
            scope -> {
              Task<?> collector = scope.launch(() -> shared.collect(seen::add));
              Hot.until(() -> seen.size() == 1);
              assertThat(shared.collectors()).isEqualTo(1);
              assertThat(shared.first()).isEqualTo(1);
              assertThat(collector.isActive()).isTrue();
              Hot.cancelAndJoin(collector);
              assertThat(shared.collectors()).isZero();
            });
  }

  @Test
  void loop_pulls_andCountsUntilItIsClosed() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(3);
    List.of(1, 2, 3).forEach(shared::emit);
    try (AsyncIterator<Integer> iterator = shared.iterator()) {
      assertThat(iterator.next()).isEqualTo(1);
      assertThat(iterator.next()).isEqualTo(2);
      assertThat(shared.collectors()).isEqualTo(1);
    }
    assertThat(shared.collectors()).isZero();
  }
}
