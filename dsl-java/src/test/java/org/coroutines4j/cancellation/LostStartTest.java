package org.coroutines4j.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a block does not return normally if its cancellation has kept one of its tasks from
 * running.
 */
@Tag("stress")
class LostStartTest {
  private final Random random = new Random(5);

  /** How long the cancellation waits on the average, so that it comes when the task starts. */
  private double late = 100;

  private int ran;
  private int threw;

  @Test
  void taskThatStartsAtItsCancellation_runs_orItsBlockThrows() {
    Rounds rounds = Rounds.atLeast(2_000).until(() -> ran > 0 && threw > 0);
    try (ServiceScope service = ServiceScope.open("starts")) {
      while (rounds.next()) {
        cancelAtStart(service);
      }
    }
    assertThat(ran).as("rounds in which the task ran, of %d", rounds.count()).isPositive();
    assertThat(threw).as("rounds in which the block threw").isPositive();
  }

  private void cancelAtStart(ServiceScope service) {
    CountDownLatch begins = new CountDownLatch(1);
    AtomicBoolean hasRun = new AtomicBoolean();
    AtomicBoolean hasReturned = new AtomicBoolean();
    Task<?> task =
        service.launch(
            () -> {
              begins.countDown();
              taskScope().run(inner -> inner.launch(() -> hasRun.set(true)));
              hasReturned.set(true);
            });
    Spin.until(() -> begins.getCount() == 0);
    Pause.of((int) (random.nextDouble() * 2 * late));
    task.cancel();
    task.join();
    if (hasReturned.get()) {
      assertThat(hasRun).as("the block has returned, so its task has run").isTrue();
      ran++;
      late = Math.max(1, late * 0.9);
    } else {
      threw++;
      late = Math.min(100_000, late * 1.1 + 1);
    }
  }
}
