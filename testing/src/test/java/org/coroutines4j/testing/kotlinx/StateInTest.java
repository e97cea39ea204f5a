package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.sync.AsyncEvent;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code StateInTest}, and those of kotlinx's issue 4322: a state without an
 * initial value whose flow is empty or whose scope is cancelled.
 */
class StateInTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<String> log = new ArrayList<>();

  private interface Sharing {
    StateFlow<String> share(AsyncFlow<String> upstream, TaskScope scope);
  }

  /** From {@code testOperatorFusion}. */
  @Test
  void state_cannotBeCastToAMutableOne() {
    runTest(
        test -> {
          Object withoutInitial = AsyncFlow.of("OK").stateIn(test);
          assertThat(withoutInitial).isNotInstanceOf(MutableStateFlow.class);
          Object withInitial = AsyncFlow.of("OK").stateIn(test, "NONE");
          assertThat(withInitial).isNotInstanceOf(MutableStateFlow.class);
        });
  }

  @Test
  void withoutInitial_upstreamThatEnds_leavesItsValue() {
    shareUntilTheEnd(false, "OK", AsyncFlow::stateIn);
  }

  @Test
  void withoutInitial_upstreamThatFails_leavesItsValue() {
    shareUntilTheEnd(true, "OK", AsyncFlow::stateIn);
  }

  @Test
  void withInitial_upstreamThatEnds_leavesItsValue() {
    shareUntilTheEnd(
        false,
        "NONE",
        (upstream, scope) -> upstream.stateIn(scope, SharingStarted.eagerly(), "NONE"));
  }

  @Test
  void withInitial_upstreamThatFails_leavesItsValue() {
    shareUntilTheEnd(
        true,
        "NONE",
        (upstream, scope) -> upstream.stateIn(scope, SharingStarted.eagerly(), "NONE"));
  }

  /** Shares a flow that emits one value. A failure after that is the failure of the scope. */
  private void shareUntilTheEnd(boolean fails, String before, Sharing sharing) {
    AsyncEvent emitted = new AsyncEvent();
    AsyncEvent terminate = new AsyncEvent();
    AsyncFlow<String> upstream =
        AsyncFlow.generate(
            out -> {
              out.emit("OK");
              emitted.set();
              terminate.await();
              if (fails) {
                throw failure;
              }
            });
    List<StateFlow<String>> made = new ArrayList<>();
    ScopeAction action =
        scope -> {
          StateFlow<String> state = sharing.share(upstream, scope);
          made.add(state);
          assertThat(state.value()).isEqualTo(before);
          emitted.await();
          assertThat(state.value()).isEqualTo("OK");
          terminate.set();
          yieldNow(); // the upstream flow ends
        };
    runTest(
        test -> {
          if (fails) {
            assertThatThrownBy(() -> taskScope().run(action)).isSameAs(failure);
          } else {
            taskScope().run(action);
          }
          assertThat(made.get(0).value()).isEqualTo("OK");
        });
  }

  /** {@code testUpstreamFailedImmediatelyWithInitialValue}, which has no initial value. */
  @Test
  void withoutInitial_immediateFailure_isThrownToTheCaller() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              log.add("upstream");
              throw failure;
            });
    runTest(
        test -> {
          assertThatThrownBy(() -> flow.stateIn(test)).isSameAs(failure);
          delay(ofMillis(1));
          assertThat(test.isActive()).isTrue();
        });
    assertThat(log).containsExactly("upstream");
  }

  @Test
  void state_collector_getsTheValueByItsFirstWait() {
    runTest(
        test -> {
          StateFlow<Integer> state = AsyncFlow.of(1).stateIn(test);
          Task<?> collector = test.launch(() -> state.collect(value -> log.add("got " + value)));
          yieldNow();
          assertThat(state.subscriptionCount().value()).isEqualTo(1);
          collector.cancel();
        });
    assertThat(log).containsExactly("got 1");
  }

  @Test
  void withoutInitial_emptyFlow_throws_scopeStaysActive() {
    runTest(
        test ->
            taskScope()
                .run(
                    scope -> {
                      assertThatExceptionOfType(NoSuchElementException.class)
                          .isThrownBy(() -> AsyncFlow.<Integer>empty().stateIn(scope));
                      delay(ofMillis(1));
                      assertThat(scope.isActive()).isTrue();
                    }));
  }

  @Test
  void withoutInitial_cancelledScope_throwsItsCancellation() {
    runTest(
        test -> {
          try (ServiceScope cancelled = ServiceScope.open("cancelled")) {
            cancelled.cancel("no longer wanted");
            assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> AsyncFlow.of(1, 2, 3).stateIn(cancelled))
                .withMessageContaining("no longer wanted");
          }
        });
  }

  @Test
  void withoutInitial_scopeIsCancelledMeanwhile_throws() {
    runTest(
        test -> {
          try (ServiceScope service = ServiceScope.open("service")) {
            test.launch(
                () -> {
                  delay(ofMillis(100));
                  service.cancel("no longer wanted");
                });
            assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> AsyncFlow.<Integer>never().stateIn(service));
            assertThat(test.clock().elapsed()).isEqualTo(ofMillis(100));
          }
        });
  }
}
