package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards that a state flow always has a value, and that slow collectors skip intermediate values.
 */
class StateFlowTest {
  private final MutableStateFlow<Integer> state = MutableStateFlow.create(0);
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void collectorThatComesLate_getsTheValueThatItFinds() {
    state.set(1);
    state.set(2);
    assertThat(state.first()).isEqualTo(2);
    assertThat(state.replayed()).containsExactly(2);
    assertThat(state.value()).isEqualTo(2);
  }

  @Test
  void slowCollectors_missWhatCameBetween_neverTheNewest() {
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    taskScope()
        .run(
            scope -> {
              Task<?> awaiting =
                  scope.launch(
                      () -> state.onEach(seen::add).onEach(n -> Hot.pass(gate)).first(n -> n == 5));
              Task<List<Integer>> blocking =
                  scope.async(() -> state.onEach(n -> gate.get()).takeWhile(n -> n < 5).toList());
              Hot.until(() -> state.collectors() == 2 && seen.size() == 1);
              for (int i = 1; i <= 5; i++) {
                state.set(i); // does not wait
              }
              Hot.open(gate);
              awaiting.await();
              assertThat(seen).containsExactly(0, 5);
              assertThat(blocking.await()).isSubsetOf(0, 5);
            });
    assertThat(state.collectors()).isZero();
  }

  @Test
  void compareAndSet_comparesByEquals() {
    MutableStateFlow<String> name = MutableStateFlow.create("a");
    assertThat(name.compareAndSet("b", "c")).isFalse();
    assertThat(name.value()).isEqualTo("a");
    assertThat(name.compareAndSet("xa".substring(1), "c")).isTrue();
    assertThat(name.value()).isEqualTo("c");
    assertThat(name.compareAndSet("c", "c")).isTrue();
  }

  @Test
  void updates_ofManyTasks_loseNothing() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 50; i++) {
                scope.launch(
                    () -> {
                      for (int j = 0; j < 20; j++) {
                        assertThat(state.updateAndGet(n -> n + 1)).isPositive();
                      }
                    });
              }
            });
    assertThat(state.value()).isEqualTo(1_000);
  }

  @Test
  void update_isCalledAgain_ifAnotherCameBetween() {
    AtomicInteger calls = new AtomicInteger();
    int result =
        state.updateAndGet(
            n -> {
              if (calls.incrementAndGet() == 1) {
                state.set(10);
              }
              return n + 1;
            });
    assertThat(result).isEqualTo(11);
    assertThat(calls).hasValue(2);
  }

  @Test
  void null_isNoState() {
    assertThatNullPointerException().isThrownBy(() -> state.set(null));
    assertThatNullPointerException().isThrownBy(() -> state.updateAndGet(n -> null));
    assertThat(state.value()).isZero();
  }
}
