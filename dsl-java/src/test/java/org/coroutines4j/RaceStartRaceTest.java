package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a race that is decided while its tasks start cancels all of them: a task that starts
 * just then is either not called, or cancelled.
 */
@Tag("stress")
class RaceStartRaceTest {
  @Test
  void winner_whileALoserStarts_leavesNoTaskBehind() {
    AtomicInteger unstarted = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(500).until(() -> unstarted.get() > 0 && cancelled.get() > 0);
    Async.run(
        scope -> {
          for (int round = rounds.take(); round >= 0; round = rounds.take()) {
            int spins = round % 400;
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            Callable<Integer> loser =
                () -> {
                  begun.incrementAndGet();
                  try {
                    return delayForEver().hashCode();
                  } finally {
                    ended.incrementAndGet();
                  }
                };
            Callable<Integer> winner =
                () -> {
                  Spin.during(Duration.ofNanos(spins * 100L));
                  return 1;
                };
            List<Callable<Integer>> bodies = new ArrayList<>(Collections.nCopies(20, loser));
            bodies.add(0, winner);
            // hangs if a task that starts late is not cancelled
            assertThat(Async.race(bodies)).isEqualTo(1);
            assertThat(ended).hasValue(begun.get());
            cancelled.addAndGet(begun.get() > 0 ? 1 : 0);
            unstarted.addAndGet(begun.get() < 20 ? 1 : 0);
          }
        });
    assertThat(unstarted).hasPositiveValue();
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void cancelledCaller_whileATaskWins_returnsTheValueOrThrows() {
    AtomicInteger returned = new AtomicInteger();
    AtomicInteger thrown = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(500).until(() -> returned.get() > 0 && thrown.get() > 0);
    Async.run(
        scope -> {
          for (int round = rounds.take(); round >= 0; round = rounds.take()) {
            int spins = round % 400;
            Task<?> caller =
                scope.launch(
                    () -> {
                      try {
                        assertThat(Async.<Object>race(() -> 1, () -> delayForEver())).isEqualTo(1);
                        returned.incrementAndGet();
                      } catch (CancellationException e) {
                        thrown.incrementAndGet();
                        throw e;
                      }
                    });
            Spin.during(Duration.ofNanos(spins * 500L));
            caller.cancel();
            caller.join();
          }
        });
    assertThat(returned).hasPositiveValue();
    assertThat(thrown).hasPositiveValue();
  }
}
