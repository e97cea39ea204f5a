package org.coroutines4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;

/**
 * Lets a task wait until a deadline. Another task wakes it as the deadline passes or as a third
 * task cancels it. The waiter has either received what it waited for, or that is available to the
 * next waiter.
 */
public final class TimedDuel {
  /** How a wait ended. */
  public enum End {
    GOT,
    TIMED_OUT,
    CANCELLED
  }

  /** Everything that one round is about; each has a new one. */
  public interface Round {
    /** Waits for {@code limit}; called by the task. Returns whether it has got something. */
    boolean await(Duration limit) throws Exception;

    /** Makes the wait end. */
    void wake();

    /** Accounts for what the wake-up brought. */
    void check(End end);
  }

  private static final double LONGEST = 10_000_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Random random = new Random(19);
  private final Map<End, Integer> ends = new EnumMap<>(End.class);

  /**
   * The average deadline in nanoseconds: longer after each time-out, and shorter after each wait
   * that got something, so that the two stay close to each other on any machine.
   */
  private double limit = 100_000;

  /** The same for the pauses before a cancellation. */
  private double late = 100;

  private TimedDuel() {}

  /** Runs {@code atLeast} rounds on {@code dispatcher}; each end must have been seen. */
  public static void fight(int atLeast, Dispatcher dispatcher, Supplier<? extends Round> rounded) {
    TimedDuel duel = new TimedDuel();
    Rounds rounds =
        Rounds.atLeast(atLeast).until(() -> duel.ends.keySet().size() == End.values().length);
    try (var scope = ServiceScope.open("timed duel")) {
      TaskScope waiters = scope.on(dispatcher);
      for (int i = rounds.take(); i >= 0; i = rounds.take()) {
        duel.fight(scope, waiters, rounded.get(), i);
      }
    }
    assertThat(duel.ends).as("ends of %d rounds", rounds.count()).containsKeys(End.values());
  }

  private void fight(TaskScope scope, TaskScope waiters, Round round, int number) {
    boolean cancels = number % 2 == 1;
    Duration wait = cancels ? LONG : Duration.ofNanos(1 + (long) (random.nextDouble() * 2 * limit));
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    AtomicReference<End> end = new AtomicReference<>(End.CANCELLED);
    Task<?> waiter =
        waiters.launch(
            () -> {
              entered.complete(true);
              end.set(round.await(wait) ? End.GOT : End.TIMED_OUT);
            });
    boolean unused = entered.join();
    Task<?> waker = scope.launch(round::wake);
    if (cancels) {
      Pause.of((int) (random.nextDouble() * 2 * late));
      waiter.cancel();
    }
    waiter.join();
    waker.await();
    assertThat(waiter.awaitOutcome()).as("round %d", number).isNotInstanceOf(Outcome.Failure.class);
    learn(cancels, end.get());
    round.check(end.get());
  }

  private void learn(boolean cancels, End end) {
    ends.merge(end, 1, Integer::sum);
    boolean got = end == End.GOT;
    if (cancels) {
      late = got ? late / 1.2 : Math.min(LONGEST, late * 1.2 + 1);
    } else {
      limit = got ? limit / 1.2 : Math.min(LONGEST, limit * 1.2 + 1);
    }
  }
}
