package org.coroutines4j.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  private final Clock clock = Clock.system();

  @Test
  void timers_ringInTheOrderOfTheirTimes_onADaemonThread() throws Exception {
    List<String> rung = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(2);
    schedule(60, "later", rung, all);
    schedule(10, "sooner", rung, all);
    all.await();
    assertThat(rung).containsExactly("sooner on daemon true", "later on daemon true");
  }

  @Test
  void disposedTimer_neverRings() throws Exception {
    List<String> rung = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(1);
    DisposableHandle disposed = schedule(20, "disposed", rung, new CountDownLatch(1));
    disposed.dispose();
    schedule(40, "kept", rung, all);
    all.await();
    assertThat(rung).containsExactly("kept on daemon true");
  }

  private DisposableHandle schedule(
      int millis, String name, List<String> rung, CountDownLatch all) {
    return clock.schedule(
        TimeUnit.MILLISECONDS.toNanos(millis),
        () -> {
          rung.add(name + " on daemon " + Thread.currentThread().isDaemon());
          all.countDown();
        });
  }
}
