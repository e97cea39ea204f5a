package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A frame is interrupted once at most by us: what comes then is an interrupt from outside. */
class SecondInterruptTest {
  @Test
  void interruptWhileOursIsKept_isFromOutside_andIsSetAgain() throws Exception {
    AtomicBoolean parkedOnce = new AtomicBoolean();
    AtomicBoolean goOn = new AtomicBoolean();
    boolean[] flagInTheEnd = {false};
    Thread thread =
        new Thread(
            () -> {
              CoroutineThreads.run(
                  body -> {
                    body.frame().job().cancel(new CancellationException("enough")); // interrupts
                    body.awaitUncancellably(
                        () -> {
                          parkedOnce.set(!Thread.currentThread().isInterrupted());
                          return goOn.get();
                        });
                  });
              flagInTheEnd[0] = Thread.interrupted();
            });
    thread.start();
    while (!parkedOnce.get() || !(LockSupport.getBlocker(thread) instanceof CoroutineThread)) {
      LockSupport.parkNanos(10_000);
    }
    thread.interrupt();
    while (thread.isInterrupted()) {
      LockSupport.parkNanos(10_000); // until it has been noticed
    }
    goOn.set(true);
    LockSupport.unpark(thread);
    thread.join();
    assertThat(flagInTheEnd[0]).isTrue();
  }
}
