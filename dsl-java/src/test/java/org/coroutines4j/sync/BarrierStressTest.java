package org.coroutines4j.sync;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that all tasks that arrive at a barrier leave it together, and that cancelled ones do not
 * count.
 */
@Tag("stress")
class BarrierStressTest {
  private static final int PARTIES = 3;

  private final AsyncBarrier barrier = new AsyncBarrier(PARTIES);

  @Test
  void tasks_seeWhatAllOthersDidBeforeTheBarrier() {
    Rounds rounds = Rounds.atLeast(100);
    int[] done = new int[PARTIES]; // plain on purpose
    boolean[] goOn = {true}; // as the first party says for all
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < PARTIES; i++) {
                int own = i;
                scope.launch(
                    () -> {
                      for (int round = 1; goOn[0]; round++) {
                        done[own] = round;
                        barrier.await();
                        assertThat(done).containsOnly(round);
                        barrier.await();
                        if (own == 0) {
                          goOn[0] = rounds.next();
                        }
                        barrier.await();
                      }
                    });
              }
            });
    assertThat(Arrays.stream(done)).containsOnly(rounds.count() + 1);
    assertThat(barrier.waiting()).isZero();
  }

  /** The last to come always passes; of the others, some are cancelled as they do. */
  @Test
  void barrier_withCancelledWaiters_tripsForEachFullRoundOnly() {
    Rounds rounds = Rounds.atLeast(100);
    AtomicIntegerArray passed = new AtomicIntegerArray(PARTIES);
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < PARTIES; i++) {
                scope.background(
                    () -> {
                      while (true) {
                        passOrGiveUp(passed);
                      }
                    });
              }
              for (int i = 0; i < PARTIES; i++) {
                scope.launch(
                    () -> {
                      while (rounds.next()) {
                        passed.incrementAndGet(barrier.await());
                      }
                    });
              }
            });
    int trips = passed.get(PARTIES - 1);
    assertThat(trips).isGreaterThanOrEqualTo(rounds.count() / PARTIES);
    for (int i = 0; i < PARTIES; i++) {
      assertThat(passed.get(i)).isBetween(1, trips);
    }
    assertThat(barrier.waiting()).isZero();
    assertThat(barrier.isBroken()).isFalse();
  }

  private void passOrGiveUp(AtomicIntegerArray passed) {
    withTimeoutOrEmpty(
        ofNanos(ThreadLocalRandom.current().nextInt(1, 100_000)),
        () -> passed.incrementAndGet(barrier.await()));
  }
}
