package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowCompleteCallbacksTest} of jox. Its {@code onComplete}, {@code onDone} and
 * {@code onError} are {@code onCompletion} here, whose argument tells how the flow ended.
 */
class FlowCompleteCallbacksTest {
  private static final AsyncFlow<Integer> THREE = AsyncFlow.of(1, 2, 3);

  private final RuntimeException broken = new RuntimeException("broken");
  private final List<String> log = new ArrayList<>();
  private final AsyncFlow<Integer> failing =
      THREE.onEach(
          value -> {
            throw broken;
          });

  private AsyncFlow<Integer> onComplete(AsyncFlow<Integer> flow) {
    return flow.onCompletion(end -> log.add("ran"));
  }

  private AsyncFlow<Integer> onDone(AsyncFlow<Integer> flow) {
    return flow.onCompletion(
        end -> {
          if (end.isEmpty()) {
            log.add("ran");
          }
        });
  }

  private AsyncFlow<Integer> onError(AsyncFlow<Integer> flow) {
    return flow.onCompletion(end -> end.ifPresent(failure -> log.add(failure.getMessage())));
  }

  private void assertFails(AsyncFlow<Integer> flow) {
    assertThat(log).as("before the collection").isEmpty();
    assertThatThrownBy(flow::toList).isSameAs(broken);
  }

  private void assertEnds(AsyncFlow<Integer> flow) {
    assertThat(log).as("before the collection").isEmpty();
    assertThat(flow.toList()).containsExactly(1, 2, 3);
  }

  @Test
  void onComplete_afterSuccess_runs() {
    assertEnds(onComplete(THREE));
    assertThat(log).containsExactly("ran");
  }

  @Test
  void onComplete_afterAFailure_runs() {
    assertFails(onComplete(failing));
    assertThat(log).containsExactly("ran");
  }

  @Test
  void onDone_afterSuccess_runs() {
    assertEnds(onDone(THREE));
    assertThat(log).containsExactly("ran");
  }

  @Test
  void onDone_afterAFailure_doesNotRun() {
    assertFails(onDone(failing));
    assertThat(log).isEmpty();
  }

  @Test
  void onError_afterSuccess_doesNotRun() {
    assertEnds(onError(THREE));
    assertThat(log).isEmpty();
  }

  @Test
  void onError_afterAFailure_runs() {
    assertFails(onError(failing));
    assertThat(log).containsExactly("broken");
  }
}
