package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.ContextElement;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code LaunchInTest}. Virtual time replaces dispatchers, so another
 * element of the context stands for the dispatcher of the original.
 */
class LaunchInTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<Object> log = new ArrayList<>();

  @Test
  void launchIn_runsTheWholeChain() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("upstream");
                  out.emit(1);
                  throw failure;
                })
            .onEach(value -> log.add("got " + value))
            .onCompletion(end -> log.add(end.orElseThrow()))
            .recoverWith(
                recovered -> {
                  log.add("recovered");
                  log.add(recovered);
                  return AsyncFlow.empty();
                });
    runTest(test -> flow.launchIn(test).join());
    assertThat(log).containsExactly("upstream", "got 1", failure, "recovered", failure);
  }

  @Test
  void launchIn_flowHasTheContextOfTheScope() {
    ThreadLocal<String> local = new ThreadLocal<>();
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              log.add(local.get());
              out.emit(1);
              log.add("end");
            });
    runTest(test -> flow.launchIn(test.with(ContextElement.threadLocal(local, "flow"))).join());
    assertThat(log).containsExactly("flow", "end");
  }

  @Test
  void launchIn_failureDownstreamOfTheHandler_failsTheScope() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  log.add("emitted");
                })
            .recover(
                recovered -> {
                  log.add("recovered");
                  return 0;
                })
            .onCompletion(
                end -> {
                  log.add("completion");
                  throw failure;
                });
    runTest(
        test ->
            assertThatThrownBy(() -> taskScope().run(scope -> flow.launchIn(scope)))
                .isSameAs(failure));
    assertThat(log).containsExactly("emitted", "completion");
  }
}
