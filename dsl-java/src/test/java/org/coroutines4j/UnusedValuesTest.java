package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that each value that a body of a race returns is either returned by the race or handed
 * over once.
 */
@Tag("exceptions")
class UnusedValuesTest {
  private final CountDownLatch losersRun = new CountDownLatch(2);
  private final List<String> unused = new ArrayList<>();

  /** Returns its value although it is cancelled. */
  private Callable<String> loser(String value) {
    return () -> {
      losersRun.countDown();
      try {
        return delayForEver().toString();
      } catch (CancellationException e) {
        return value;
      }
    };
  }

  private String winner() throws InterruptedException {
    losersRun.await();
    return "winner";
  }

  @Test
  void valuesOfLosers_areHandedOverOnTheCallersThread() {
    Thread caller = Thread.currentThread();
    String won =
        Async.race(
            value -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              unused.add(value);
            },
            loser("first"),
            this::winner,
            loser("third"));
    assertThat(won).isEqualTo("winner");
    assertThat(unused).containsExactly("first", "third");
  }

  @Test
  void losersWithoutAValue_handNothingOver() {
    String won = Async.race(unused::add, this::winner, loser(null), loser("x"));
    assertThat(won).isEqualTo("winner");
    assertThat(unused).containsExactly("x");
    assertThat(
            catchThrowable(
                () ->
                    Async.<String>race(
                        unused::add,
                        () -> {
                          throw new IllegalStateException("failed");
                        })))
        .hasMessage("failed");
    assertThat(unused).containsExactly("x");
  }

  @Test
  void failingHandler_getsAllValues_andIsLoggedIfThereIsAWinner() {
    Consumer<String> failing =
        value -> {
          unused.add(value);
          throw new IllegalStateException("cannot close " + value);
        };
    try (CapturedLog log = new CapturedLog()) {
      assertThat(Async.race(failing, loser("a"), loser("b"), this::winner)).isEqualTo("winner");
      assertThat(log.lines())
          .hasSize(2)
          .allMatch(line -> line.contains("unused values of a race failed"))
          .anyMatch(line -> line.contains("cannot close a"))
          .anyMatch(line -> line.contains("cannot close b"));
    }
    assertThat(unused).containsExactly("a", "b");
  }

  @Test
  void cancelledCaller_handsAllValuesOver_shielded() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Async.run(
        scope -> {
          Task<?> caller =
              scope.launch(
                  () ->
                      thrown.set(
                          catchThrowable(
                              () ->
                                  Async.race(
                                      value -> {
                                        Async.delay(Duration.ofMillis(1)); // would be cancelled
                                        unused.add(value);
                                        throw new IllegalStateException("cannot close " + value);
                                      },
                                      loser("a"),
                                      loser("b")))));
          losersRun.await();
          caller.cancel();
          caller.join();
        });
    assertThat(unused).containsExactly("a", "b");
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    assertThat(thrown.get().getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("cannot close a", "cannot close b");
  }

  /** Counts exactly, while bodies return at the same time and the caller is cancelled. */
  @Test
  @Tag("stress")
  void everyValue_isReturnedOrHandedOverOnce_underRaces() {
    int[] ends = new int[3];
    Async.run(
        scope -> {
          Rounds rounds =
              Rounds.atLeast(200).until(() -> ends[0] > 0 && ends[1] > 0 && ends[2] > 0);
          while (rounds.next()) {
            int round = rounds.count();
            Set<Integer> opened = new ConcurrentSkipListSet<>();
            List<Integer> closed = new ArrayList<>();
            AtomicInteger returned = new AtomicInteger(-1);
            List<Callable<Integer>> bodies = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
              int id = i;
              bodies.add(
                  () -> {
                    Async.delay(Duration.ofNanos(20_000));
                    opened.add(id);
                    return id;
                  });
            }
            Task<?> caller =
                scope.launch(() -> returned.set(Async.<Integer>race(closed::add, bodies)));
            Pause.of(round * 37 % 4_000);
            caller.cancel();
            caller.join();
            List<Integer> accounted = new ArrayList<>(closed);
            if (returned.get() >= 0) {
              accounted.add(returned.get());
            }
            assertThat(accounted).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(accounted)).isEqualTo(new TreeSet<>(opened));
            ends[returned.get() >= 0 ? 0 : 1]++;
            ends[2] += closed.size();
          }
        });
    assertThat(ends).doesNotContain(0);
  }
}
