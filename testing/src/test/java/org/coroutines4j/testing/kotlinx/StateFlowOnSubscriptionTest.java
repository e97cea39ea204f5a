package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.junit.jupiter.api.Test;

/** The case of kotlinx's {@code StateFlowTest} for {@code onSubscription}. */
class StateFlowOnSubscriptionTest {
  @Test
  void onSubscription_thatFails_unsubscribes_afterItsValues() {
    RuntimeException failure = new IllegalStateException("broken");
    List<Object> log = new ArrayList<>();
    MutableStateFlow<String> state = MutableStateFlow.create("A");
    AsyncFlow<String> flow =
        state
            .onSubscription(
                out -> {
                  out.emit("collector->A");
                  state.set("A");
                })
            .onSubscription(
                out -> {
                  out.emit("collector->B");
                  state.set("B");
                  throw failure;
                })
            .onStart(
                out -> {
                  out.emit("collector->C");
                  state.set("C");
                })
            .onStart(
                out -> {
                  out.emit("collector->D");
                  state.set("D");
                })
            .onEach(log::add)
            .recoverWith(
                recovered -> {
                  log.add(recovered);
                  return AsyncFlow.empty();
                });
    runTest(
        test -> {
          flow.launchIn(test).join();
          assertThat(state.subscriptionCount().value()).isZero();
          assertThat(state.value()).isEqualTo("B");
        });
    assertThat(log)
        .containsExactly("collector->D", "collector->C", "collector->A", "collector->B", failure);
  }
}
