package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.junit.jupiter.api.Test;

/** A timeout of a test in virtual time expires, even if there is no thread to be had for that. */
class ExpiryWithoutThreadTest {
  /** What it starts gets no thread. */
  private static final class Poor extends Thread {
    Poor(Runnable target) {
      super(target);
    }

    @Override
    public ClassLoader getContextClassLoader() {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @Test
  void action_runsOnTheThreadThatHandsTheTurnOn_andGivesItBack() throws Exception {
    VirtualTimeScheduler time = new VirtualTimeScheduler(null);
    ScopeDispatcher dispatcher = new VirtualTimeContext(time).dispatcher();
    List<String> trace = new ArrayList<>();
    long live = Threads.pooled().live();
    Thread poor =
        new Poor(
            () ->
                dispatcher.scheduleExpiry(
                    7,
                    () -> trace.add("expires at " + time.nanoTime() + ", turn " + time.inUse())));
    poor.start();
    poor.join();
    assertThat(trace).containsExactly("expires at 7, turn 1");
    assertThat(time.isIdle()).isTrue();
    assertThat(Threads.pooled().live()).isEqualTo(live);
  }
}
