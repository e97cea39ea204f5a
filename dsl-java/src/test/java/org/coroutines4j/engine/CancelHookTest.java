package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Test;

/** {@code blocking(body, onCancel)}, cancelled at about the moment at which it begins. */
class CancelHookTest {
  private static final int RUNS = 20_000;
  private static final int LONGEST_SPIN = 400;
  private static final int PATIENCE_MILLIS = 3_000;

  /**
   * A hook that stops the body until it has ended would wait for ever for one that never begins.
   */
  @Test
  void hook_runsOnlyIfTheBodyHasBegun_andThenStopsIt() {
    AtomicInteger stopped = new AtomicInteger();
    AtomicInteger hooksWithoutBody = new AtomicInteger();
    try (ServiceScope scope = TaskScope.open("cancelled")) {
      for (int i = Stress.rounds(RUNS); i > 0; i--) {
        AtomicBoolean ready = new AtomicBoolean();
        AtomicBoolean begun = new AtomicBoolean();
        AtomicBoolean stop = new AtomicBoolean();
        Task<?> task =
            scope.launch(
                () -> {
                  ready.set(true);
                  blocking(
                      () -> {
                        begun.set(true);
                        spinUntil(stop);
                        stopped.incrementAndGet();
                        return null;
                      },
                      () -> {
                        if (!isSoon(begun)) {
                          hooksWithoutBody.incrementAndGet();
                        }
                        stop.set(true);
                      });
                });
        spinUntil(ready);
        for (int spins = ThreadLocalRandom.current().nextInt(LONGEST_SPIN); spins > 0; spins--) {
          Thread.onSpinWait();
        }
        task.cancel();
        task.join();
      }
    }
    assertThat(hooksWithoutBody).hasValue(0);
    assertThat(stopped).hasPositiveValue();
  }

  private static boolean isSoon(AtomicBoolean flag) throws InterruptedException {
    for (int i = 0; i < PATIENCE_MILLIS && !flag.get(); i++) {
      Thread.sleep(1);
    }
    return flag.get();
  }

  private static void spinUntil(AtomicBoolean flag) {
    while (!flag.get()) {
      Thread.onSpinWait();
    }
  }
}
