package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.internal.flow.FlowInterop;
import org.junit.jupiter.api.Test;

/**
 * Guards that code of a test that Kotlin runs on threads without a permit does not disturb the
 * test.
 */
class ForeignThreadTest {
  @Test
  void waitOnAThreadOfKotlin_doesNotReleaseAnotherTasksPermit() {
    runTest(
        test -> {
          CountDownLatch waits = new CountDownLatch(1);
          CountDownLatch goesOn = new CountDownLatch(1);
          AtomicBoolean otherHasRun = new AtomicBoolean();
          Task<?> collector = test.launch(() -> onKotlinsIo(waits, goesOn).toList());
          test.launch(() -> {}).join(); // by then, the collector waits
          waits.await(); // from here on this body holds the permit
          test.launch(() -> otherHasRun.set(true));
          assertThat(goesOn.await(5, TimeUnit.SECONDS)).isTrue();
          assertThat(otherHasRun).isFalse();
          assertThat(test.clock().elapsed()).isZero();
          collector.join();
          delay(ofSeconds(1));
          assertThat(otherHasRun).isTrue();
        });
  }

  @SuppressWarnings("unchecked")
  private static AsyncFlow<Integer> onKotlinsIo(CountDownLatch waits, CountDownLatch goesOn) {
    AsyncFlow<Integer> waiting =
        AsyncFlow.generate(
            out -> {
              waits.countDown();
              delay(ofMillis(100)); // of real time: the thread is no part of the test
              goesOn.countDown();
              out.emit(1);
            });
    Flow<Object> elsewhere = FlowKt.flowOn(FlowInterop.kotlin(waiting), Dispatchers.getIO());
    return FlowInterop.ofKotlin(elsewhere);
  }
}
