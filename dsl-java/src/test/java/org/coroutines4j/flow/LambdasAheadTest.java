package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

/** Guards that lambdas upstream of an operator that runs ahead behave like other code of a task. */
class LambdasAheadTest {
  @Test
  void lambdaThatBlocks_isInterrupted() {
    AtomicInteger interrupted = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 3)
            .map(
                n -> {
                  try {
                    Thread.sleep(10_000);
                  } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    throw e;
                  }
                  return n;
                })
            .buffer(2);
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(() -> withTimeout(ofMillis(100), () -> flow.count()));
    assertThat(interrupted).hasValue(1);
  }

  @Test
  void loopThatIsLeft_isClosedBeforeTheFlowEnds() {
    AtomicInteger closed = new AtomicInteger();
    AsyncFlow<Integer> endless =
        AsyncFlow.generate(
            out -> {
              try {
                for (int i = 0; ; i++) {
                  out.emit(i);
                }
              } finally {
                closed.incrementAndGet();
              }
            });
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 3)
            .map(
                n -> {
                  for (int value : endless) {
                    return value;
                  }
                  return -1;
                })
            .buffer(2);
    assertThat(flow.toList()).containsExactly(0, 0, 0);
    assertThat(closed).hasValue(3);
  }
}
