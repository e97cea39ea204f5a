package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code ShareInFusionTest} that do not compare operators by identity. */
class ShareInFusionTest {
  private final List<String> log = new ArrayList<>();

  /** From {@code testOperatorFusion}. */
  @Test
  void sharedFlow_cannotBeCastToAMutableOne() {
    runTest(
        test -> {
          Object shared = AsyncFlow.<Integer>empty().shareIn(test, SharingStarted.eagerly(), 0);
          assertThat(shared).isNotInstanceOf(MutableSharedFlow.class);
        });
  }

  @Test
  void nameFromFlowOn_isThatOfTheUpstream() {
    AsyncFlow<String> flow =
        AsyncFlow.<String>generate(
                out -> {
                  log.add(Thread.currentThread().getName());
                  out.emit("OK");
                })
            .flowOn("FlowCtx");
    runTest(
        test ->
            assertThat(flow.shareIn(test, SharingStarted.eagerly(), 1).first()).isEqualTo("OK"));
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("FlowCtx");
  }

  @Test
  void channelFlowWithBuffer_keepsItsBuffer() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>channelFlow(
                (scope, out) -> {
                  for (int i = 1; i <= 10; i++) {
                    assertThat(out.trySend(i)).isInstanceOf(SendResult.Sent.class);
                  }
                  out.send(0);
                })
            .buffer(10);
    runTest(
        test -> {
          SharedFlow<Integer> shared = flow.shareIn(test, SharingStarted.eagerly(), 0);
          shared.takeWhile(value -> value > 0).collect(value -> log.add("got " + value));
        });
    assertThat(log)
        .containsExactly(
            "got 1", "got 2", "got 3", "got 4", "got 5", "got 6", "got 7", "got 8", "got 9",
            "got 10");
  }
}
