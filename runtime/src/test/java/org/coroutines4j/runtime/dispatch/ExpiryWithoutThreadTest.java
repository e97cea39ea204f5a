package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.junit.jupiter.api.Test;

/** A timeout in virtual time expires even if no thread can be started for it. */
class ExpiryWithoutThreadTest {
  /** A thread that cannot start another one. */
  private static final class ExhaustedThread extends Thread {
    ExhaustedThread(Runnable target) {
      super(target);
    }

    @Override
    public ClassLoader getContextClassLoader() {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @Test
  void expiry_runsOnTheReleasingThread_andReleasesThePermit() throws Exception {
    VirtualTimeScheduler time = new VirtualTimeScheduler(null);
    ScopeDispatcher dispatcher = new VirtualTimeContext(time).dispatcher();
    List<String> trace = new ArrayList<>();
    long live = ThreadSource.pooled().live();
    Thread exhausted =
        new ExhaustedThread(
            () ->
                dispatcher.scheduleExpiry(
                    7,
                    () ->
                        trace.add("expires at " + time.nanoTime() + ", permits " + time.inUse())));
    exhausted.start();
    exhausted.join();
    assertThat(trace).containsExactly("expires at 7, permits 1");
    assertThat(time.isIdle()).isTrue();
    assertThat(ThreadSource.pooled().live()).isEqualTo(live);
  }
}
