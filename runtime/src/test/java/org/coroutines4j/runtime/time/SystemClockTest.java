package org.coroutines4j.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;
import org.junit.jupiter.api.Test;

/** The timers of the system clock. */
class SystemClockTest {
  private final Clock clock = Clock.system();

  @Test
  void timers_fireInTheOrderOfTheirTimes_onADaemonThread() throws Exception {
    List<String> fired = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(2);
    schedule(60, "later", fired, all);
    schedule(10, "sooner", fired, all);
    all.await();
    assertThat(fired).containsExactly("sooner on daemon true", "later on daemon true");
  }

  @Test
  void disposedTimer_neverFires() throws Exception {
    List<String> fired = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(1);
    DisposableHandle disposed = schedule(20, "disposed", fired, new CountDownLatch(1));
    disposed.dispose();
    schedule(40, "kept", fired, all);
    all.await();
    assertThat(fired).containsExactly("kept on daemon true");
  }

  private DisposableHandle schedule(
      int millis, String name, List<String> fired, CountDownLatch all) {
    return clock.schedule(
        TimeUnit.MILLISECONDS.toNanos(millis),
        () -> {
          fired.add(name + " on daemon " + Thread.currentThread().isDaemon());
          all.countDown();
        });
  }
}
