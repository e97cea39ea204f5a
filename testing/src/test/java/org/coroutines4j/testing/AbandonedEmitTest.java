package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.internal.flow.FlowInterop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that a close cancels a flow of Kotlin code that has given up an {@code emit} and waits for
 * something else. The number is that of the values to run ahead by. In virtual time, the emit is
 * given up only after its value has arrived.
 */
class AbandonedEmitTest {
  /** How often the flow has come to the long wait. */
  private final AtomicInteger waits = new AtomicInteger();

  /** Gives up the emit of {@code limited}, and then waits for long. */
  private AsyncFlow<Integer> flow(int limited) {
    return FlowInterop.ofKotlin(
        FlowKt.transform(
            FlowInterop.kotlin(AsyncFlow.range(0, 10)),
            (collector, value, k) -> {
              if (value.equals(limited)) {
                return TimeoutKt.withTimeoutOrNull(
                    5, (scope, inner) -> collector.emit(value, inner), k);
              }
              if (value.equals(limited + 1)) {
                waits.incrementAndGet();
                return DelayKt.delay(ofHours(1).toMillis(), k);
              }
              return collector.emit(value, k);
            }));
  }

  private static AsyncFlow<Integer> buffered(AsyncFlow<Integer> flow, int ahead) {
    return ahead == 0 ? flow : flow.buffer(ahead);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void closeAfterAnAbandonedEmit_cancelsTheFlow(int ahead) {
    AsyncFlow<Integer> limited = flow(ahead == 0 ? 1 : ahead + 2);
    runTest(
        test -> {
          AsyncIterator<Integer> iterator = buffered(limited, ahead).iterator();
          assertThat(iterator.next()).isZero();
          assertThat(iterator.next()).isEqualTo(1);
          delay(ofMillis(10));
          assertThat(waits).hasValue(1);
          iterator.close();
          assertThat(test.clock().elapsed()).isEqualTo(ofMillis(10));
        });
  }
}
