package org.coroutines4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;

/**
 * Wakes a waiting task on one thread and cancels it on another, concurrently. The task has either
 * received what it waited for, or that is available to the next waiter.
 */
public final class Duel {
  /** The state of one round. */
  public interface Round {
    /** Waits: called by the task. */
    void await() throws Exception;

    /** Makes the wait end. */
    void wake();

    /** Accounts for what the wake-up brought. {@code got}: whether the wait has returned. */
    void check(boolean got);
  }

  private static final double LONGEST = 1_000_000;

  private final Random random = new Random(11);
  private int got;
  private int cancelled;

  /**
   * For how many pauses the cancellation is late on the average: more of them while it wins, fewer
   * while it loses, so that the two stay close to each other on any machine.
   */
  private double late = 100;

  private Duel() {}

  /** Runs {@code atLeast} rounds; both ends must have been seen. */
  public static void fight(int atLeast, Supplier<? extends Round> rounded) {
    Duel duel = new Duel();
    Rounds rounds = Rounds.atLeast(atLeast).until(() -> duel.got > 0 && duel.cancelled > 0);
    try (ServiceScope scope = ServiceScope.open("duel")) {
      for (int i = rounds.take(); i >= 0; i = rounds.take()) {
        duel.fight(scope, rounded.get(), i);
      }
    }
    assertThat(duel.got).as("rounds won by the wake-up, of %d", rounds.count()).isPositive();
    assertThat(duel.cancelled).as("rounds won by the cancellation").isPositive();
  }

  private void fight(TaskScope scope, Round round, int number) {
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    AtomicBoolean returned = new AtomicBoolean();
    Task<?> waiter =
        scope.launch(
            () -> {
              entered.complete(true);
              round.await();
              returned.set(true);
            });
    boolean unused = entered.join();
    Task<?> waker = scope.launch(round::wake);
    Pause.of((int) (random.nextDouble() * 2 * late));
    waiter.cancel();
    waiter.join();
    waker.await();
    assertThat(waiter.awaitOutcome()).as("round %d", number).isNotInstanceOf(Outcome.Failure.class);
    if (returned.get()) {
      got++;
      late = late / 1.2;
    } else {
      cancelled++;
      late = Math.min(LONGEST, late * 1.2 + 1);
    }
    round.check(returned.get());
  }
}
