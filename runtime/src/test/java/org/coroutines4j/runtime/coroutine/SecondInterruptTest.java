package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The library interrupts a frame at most once, so a second interrupt comes from outside. */
class SecondInterruptTest {
  @Test
  void secondInterrupt_isFromOutside_andIsSetAgain() throws Exception {
    AtomicBoolean parkedOnce = new AtomicBoolean();
    AtomicBoolean goOn = new AtomicBoolean();
    boolean[] interruptedAtEnd = {false};
    Thread thread =
        new Thread(
            () -> {
              CoroutineThreads.run(
                  coroutine -> {
                    coroutine
                        .frame()
                        .job()
                        .cancel(new CancellationException("enough")); // interrupts this thread
                    coroutine.awaitUncancellably(
                        () -> {
                          parkedOnce.set(!Thread.currentThread().isInterrupted());
                          return goOn.get();
                        });
                  });
              interruptedAtEnd[0] = Thread.interrupted();
            });
    thread.start();
    while (!parkedOnce.get() || !(LockSupport.getBlocker(thread) instanceof CoroutineThread)) {
      LockSupport.parkNanos(10_000);
    }
    thread.interrupt();
    while (thread.isInterrupted()) {
      LockSupport.parkNanos(10_000); // until the thread has consumed it
    }
    goOn.set(true);
    LockSupport.unpark(thread);
    thread.join();
    assertThat(interruptedAtEnd[0]).isTrue();
  }
}
