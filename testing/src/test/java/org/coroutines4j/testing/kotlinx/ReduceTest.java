package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code ReduceTest} whose values are not null. */
class ReduceTest {
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
  void reduce_combinesAllValues() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
            });
    runTest(test -> assertThat(flow.reduce(Integer::sum)).isEqualTo(3));
  }

  @Test
  void reduce_noValues_throws() {
    AsyncFlow<Integer> flow = AsyncFlow.empty();
    runTest(
        test ->
            assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> flow.reduce(Integer::sum)));
  }

  @Test
  void reduce_functionFails_cancelsTheUpstream() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out ->
                taskScope()
                    .run(
                        scope -> {
                          scope.launch(this::hang);
                          log.add("emit");
                          out.emit(1);
                          out.emit(2);
                        }));
    runTest(
        test -> {
          log.add("reduce");
          assertThatThrownBy(
                  () ->
                      flow.reduce(
                          (sum, value) -> {
                            started.receive();
                            log.add("received");
                            throw failure;
                          }))
              .isSameAs(failure);
        });
    assertThat(log).containsExactly("reduce", "emit", "sent", "received", "cancelled");
  }
}
