package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code OnStartTest} of kotlinx: an action before the flow, which may emit. */
class OnStartTest extends OperatorCases {
  @Test
  void emittedValue_isTheFirst() {
    runTest(
        test ->
            assertThat(AsyncFlow.of("a", "b", "c").onStart(out -> out.emit("Begin")).toList())
                .containsExactly("Begin", "a", "b", "c"));
  }

  @Test
  void emitInAChildTask_isRefused() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>empty()
            .onStart(
                out -> {
                  log.add("action");
                  taskScope()
                      .run(
                          scope ->
                              scope.launch(
                                  () -> {
                                    try {
                                      out.emit(1);
                                    } catch (IllegalStateException e) {
                                      log.add("refused");
                                    }
                                  }));
                });
    logs(
        test -> {
          log.add("begin");
          assertThat(flow.singleOrEmpty()).isEmpty();
        },
        "begin",
        "action",
        "refused");
  }
}
