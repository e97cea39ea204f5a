package org.coroutines4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * Guards that a thread outside a test that holds a monitor for a while, as on a busy machine, does
 * not change the order of a test in virtual time.
 */
class HeldMonitorTest {
  private static final long HOLD_MILLIS = 60;

  @Test
  void monitorOfAnotherThread_keepsTheOrder() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch waited = new CountDownLatch(1);
    Thread owner = new Thread(() -> hold(monitor, held, waited));
    owner.start();
    held.await();
    List<String> order = new CopyOnWriteArrayList<>();
    AsyncFlow<Integer> upstream =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              order.add("upstream continues");
            });

    runTest(
        test ->
            upstream
                .flatMapLatest(
                    n -> {
                      waited.countDown();
                      synchronized (monitor) {
                        order.add("step of flatMapLatest");
                      }
                      return AsyncFlow.of(n);
                    })
                .toList());

    assertThat(order).containsExactly("step of flatMapLatest", "upstream continues");
    owner.join();
  }

  private static void hold(Object monitor, CountDownLatch held, CountDownLatch waited) {
    synchronized (monitor) {
      held.countDown();
      try {
        waited.await();
        Thread.sleep(HOLD_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
