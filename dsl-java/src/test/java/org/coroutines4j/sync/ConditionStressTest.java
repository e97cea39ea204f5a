package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that the signal of a waiter that is cancelled at that moment reaches the next waiter. */
@Tag("stress")
class ConditionStressTest {
  private static final int VICTIMS = 3;

  private final AsyncCondition condition = new AsyncCondition();
  private final AsyncMutex mutex = condition.mutex();

  // Guarded by the mutex.
  private int tokens;
  private int taken;
  private int arrived;
  private boolean lastHasOne;

  @Test
  void signal_whileItsReceiverIsCancelled_isNotLost() {
    Rounds rounds = Rounds.atLeast(50);
    while (rounds.next()) {
      tokens = 0;
      taken = 0;
      arrived = 0;
      lastHasOne = false;
      int given = taskScope().<Integer>call(this::round);

      assertThat(taken).isEqualTo(given);
      assertThat(tokens).isZero();
      assertThat(mutex.isLocked()).isFalse();
    }
  }

  /** How many tokens were taken until the waiter that is not cancelled had one. */
  private int round(TaskScope scope) {
    List<Task<?>> victims = new ArrayList<>();
    for (int i = 0; i < VICTIMS; i++) {
      victims.add(scope.launch(this::take));
    }
    awaitArrived(VICTIMS);
    Task<?> stays = scope.launch(this::takeLast); // behind them
    awaitArrived(VICTIMS + 1);

    Task<?> giver = scope.launch(this::give);
    for (int i = ThreadLocalRandom.current().nextInt(3); i > 0; i--) {
      yieldNow();
    }
    victims.forEach(Task::cancel);
    victims.forEach(Task::join);
    giver.join();

    int given = 1;
    if (mutex.withLock(() -> taken == 1 && !lastHasOne)) { // a victim was faster
      give();
      given++;
    }
    stays.join(); // indefinitely, if a signal was lost
    return given;
  }

  private void takeLast() {
    take(() -> lastHasOne = true);
  }

  private void take() {
    take(() -> {});
  }

  private void take(Runnable then) {
    mutex.withLock(
        () -> {
          arrived++;
          condition.awaitUntil(() -> tokens > 0);
          tokens--;
          taken++;
          then.run();
        });
  }

  private void give() {
    mutex.withLock(
        () -> {
          tokens++;
          condition.signal();
        });
  }

  private void awaitArrived(int count) {
    while (mutex.<Integer>withLock(() -> arrived) < count) {
      yieldNow();
    }
  }
}
