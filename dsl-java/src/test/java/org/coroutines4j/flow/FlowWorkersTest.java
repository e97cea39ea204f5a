package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a concurrent map calls its function once for each value, with the limit that was
 * given, and that each result reaches the collector, although few tasks process many values.
 */
@Tag("exceptions")
class FlowWorkersTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void eachResult_arrivesOnce_inOrderOrAsItIsReady() {
    Rounds rounds = Rounds.atLeast(20);
    while (rounds.next()) {
      int limit = ThreadLocalRandom.current().nextInt(1, 40);
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      AsyncFlow<Integer> source = AsyncFlow.range(0, 300);
      List<Integer> ordered =
          source
              .mapConcurrent(
                  limit,
                  i -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    if (i % 7 == 0) {
                      Async.yieldNow();
                    } else if (i % 50 == 0) {
                      Async.delay(ofMillis(1));
                    }
                    running.decrementAndGet();
                    return i;
                  })
              .toList();
      assertThat(ordered).isEqualTo(numbers(300));
      assertThat(most.get()).isLessThanOrEqualTo(limit);
      List<Integer> unordered = source.mapConcurrentUnordered(limit, i -> i).toList();
      assertThat(unordered).containsExactlyInAnyOrderElementsOf(numbers(300));
    }
  }

  @Test
  void valuesInProgress_areLimited_howeverSlowTheCollectorIs() {
    for (boolean ordered : new boolean[] {true, false}) {
      // five in progress, one that the source waits with, one in the hand of the collector
      AtomicInteger begun = new AtomicInteger();
      AtomicInteger collected = new AtomicInteger();
      AsyncFlow<Integer> source =
          AsyncFlow.range(0, 60)
              .onEach(i -> assertThat(begun.incrementAndGet() - collected.get()).isLessThan(8));
      AsyncFlow<Integer> mapped =
          ordered ? source.mapConcurrent(5, i -> i) : source.mapConcurrentUnordered(5, i -> i);
      mapped.collect(
          i -> {
            Async.yieldNow();
            collected.incrementAndGet();
          });
      assertThat(collected).hasValue(60);
    }
  }

  @Test
  void valuesThatWaitForEachOther_areProcessedConcurrently() {
    CyclicBarrier three = new CyclicBarrier(3);
    List<Integer> results =
        AsyncFlow.range(0, 9)
            .mapConcurrent(
                3,
                i -> {
                  int unused = three.await(20, TimeUnit.SECONDS);
                  return i;
                })
            .toList();
    assertThat(results).isEqualTo(numbers(9));
  }

  @Test
  void resultsBeforeACancelledValue_areEmitted_ifTheyAreOrdered() {
    assertThatThrownBy(
            () ->
                AsyncFlow.range(0, 10)
                    .mapConcurrent(
                        3,
                        i -> {
                          if (i == 4) {
                            Tasks.current().cancel("by itself");
                          }
                          return i;
                        })
                    .collect(i -> events.add("collected " + i)))
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(TaskCancelledException.class)
        .hasMessage("task 'mapConcurrent[4]' was cancelled: by itself");
    assertThat(events).containsExactly("collected 0", "collected 1", "collected 2", "collected 3");
  }

  @Test
  void contextElements_areSetAgainForEachValue() {
    ThreadLocal<String> local = new ThreadLocal<>();
    List<String> seen =
        Async.taskScope()
            .with(ContextElement.threadLocal(local, "set"))
            .call(
                scope ->
                    AsyncFlow.range(0, 3)
                        .mapConcurrentUnordered(
                            1,
                            i -> {
                              String before = local.get();
                              local.set("changed");
                              return before;
                            })
                        .toList());
    assertThat(seen).containsExactly("set", "set", "set");
  }

  @Test
  void collectorThatStops_endsSourceAndWorkers() {
    ConcurrentHashMap<Integer, String> states = new ConcurrentHashMap<>();
    Rounds rounds = Rounds.atLeast(20);
    while (rounds.next()) {
      int wanted = ThreadLocalRandom.current().nextInt(1, 20);
      states.clear();
      List<Integer> results =
          AsyncFlow.iterate(0, i -> i + 1)
              .mapConcurrent(
                  4,
                  i -> {
                    states.put(i, "running");
                    try {
                      Async.yieldNow();
                    } finally {
                      states.put(i, "ended");
                    }
                    return i;
                  })
              .take(wanted)
              .toList();
      assertThat(results).isEqualTo(numbers(wanted));
      assertThat(states.values()).containsOnly("ended");
    }
  }
}
