package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code OnEmptyTest} of kotlinx: an action for a flow without values. */
class OnEmptyTest extends OperatorCases {
  @Test
  void emptyFlow_callsTheAction() {
    runTest(
        test ->
            assertThat(AsyncFlow.<Integer>empty().onEmpty(out -> out.emit(1)).single())
                .isEqualTo(1));
  }

  @Test
  void flowWithAValue_doesNotCallTheAction() {
    runTest(test -> assertThat(AsyncFlow.of(1).onEmpty(out -> out.emit(2)).single()).isEqualTo(1));
  }

  @Test
  void flowThatFails_doesNotCallTheAction() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  throw failure;
                })
            .onEmpty(out -> unreached());
    runTest(test -> assertThatThrownBy(flow::count).isSameAs(failure));
  }

  /** Starts to collect {@code flow} in a task, and cancels that task where it waits. */
  private void collectAndCancel(TaskScope scope, AsyncFlow<Integer> flow) {
    log.add("begin");
    Task<?> collecting = flow.onEach(value -> unreached()).launchIn(scope);
    yieldNow();
    log.add("cancel");
    collecting.cancel();
    collecting.join();
    log.add("end");
  }

  @Test
  void flowThatIsCancelled_doesNotCallTheAction() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("source");
                  hang("source cancelled");
                })
            .onEmpty(out -> unreached());
    logs(
        test -> collectAndCancel(test, flow),
        "begin",
        "source",
        "cancel",
        "source cancelled",
        "end");
  }

  @Test
  void actionThatWaits_isCancelledWithTheCollector() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>empty()
            .onEmpty(
                out -> {
                  log.add("action");
                  hang("action cancelled");
                  out.emit(1);
                });
    logs(
        test -> collectAndCancel(test, flow),
        "begin",
        "action",
        "cancel",
        "action cancelled",
        "end");
  }

  @Test
  void emitInAChildTask_isRefused() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>empty()
            .onEmpty(
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
