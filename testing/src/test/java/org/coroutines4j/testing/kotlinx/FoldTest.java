package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code FoldTest}. */
class FoldTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<String> log = new ArrayList<>();
  private final Channel<Integer> started = Channel.rendezvous();

  private void hang() {
    started.send(0);
    log.add("sent");
    try {
      delay(Duration.ofDays(10_000));
    } finally {
      log.add("cancelled");
    }
  }

  @Test
  void fold_combinesTheInitialWithAllValues() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
            });
    runTest(test -> assertThat(flow.fold(3, Integer::sum)).isEqualTo(6));
  }

  @Test
  void fold_noValues_isTheInitial() {
    AsyncFlow<Integer> flow = AsyncFlow.of();
    runTest(test -> assertThat(flow.fold(42, Integer::sum)).isEqualTo(42));
  }

  @Test
  void fold_functionFails_cancelsTheUpstream() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out ->
                taskScope()
                    .run(
                        scope -> {
                          scope.launch(this::hang);
                          log.add("emit");
                          out.emit(1);
                        }));
    runTest(
        test -> {
          log.add("fold");
          assertThatThrownBy(
                  () ->
                      flow.fold(
                          42,
                          (sum, value) -> {
                            started.receive();
                            log.add("received");
                            throw failure;
                          }))
              .isSameAs(failure);
        });
    assertThat(log).containsExactly("fold", "emit", "sent", "received", "cancelled");
  }
}
