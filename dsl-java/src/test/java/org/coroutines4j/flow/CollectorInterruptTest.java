package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards a collector that observes its interrupt and throws the cancellation itself. */
class CollectorInterruptTest {
  @Test
  void generatorsCleanup_isNotInterruptedForIt() {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } finally {
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    CountDownLatch busy = new CountDownLatch(1);
    Async.run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () ->
                      flow.collect(
                          value -> {
                            busy.countDown();
                            Poll.untilEvenInterrupted(Thread.currentThread()::isInterrupted);
                            throw new CancellationException("seen");
                          }));
          busy.await();
          task.cancel();
          task.join();
        });
    assertThat(interrupted).hasValue(false);
  }
}
