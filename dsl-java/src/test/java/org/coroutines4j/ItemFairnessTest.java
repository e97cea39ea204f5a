package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that items that never wait let other tasks run meanwhile. */
@Tag("exceptions")
class ItemFairnessTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void onAnEventLoop_otherTasksRunBetweenItems() {
    Async.run(
        scope ->
            Async.withContext(
                Dispatchers.eventLoop(),
                () ->
                    Async.taskScope()
                        .run(
                            inner -> {
                              inner.launch(
                                  () ->
                                      Async.forEachConcurrent(
                                          numbers(4), 1, i -> events.add("item")));
                              inner.launch(
                                  () -> {
                                    for (int i = 0; i < 4; i++) {
                                      events.add("other");
                                      Async.yieldNow();
                                    }
                                  });
                            })));
    assertThat(events.subList(events.indexOf("item"), events.lastIndexOf("item")))
        .contains("other");
  }

  @Test
  void itemsThatNeverWait_letOtherTasksRunMeanwhile() {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger doneWhenTheOtherRan = new AtomicInteger(-1);
    Async.run(
        scope ->
            Async.forEachConcurrent(
                numbers(300),
                16,
                i -> {
                  if (i == 0) {
                    scope.launch(() -> doneWhenTheOtherRan.set(done.get()));
                  }
                  long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  done.incrementAndGet();
                }));
    assertThat(doneWhenTheOtherRan.get()).isBetween(0, 200);
  }

  /** A timer queues the task where a carrier looks only if no worker is in its own queue. */
  @Test
  void itemsThatNeverWait_letATaskOfATimerRunMeanwhile() {
    for (int round = 0; round < 6; round++) {
      AtomicInteger done = new AtomicInteger();
      AtomicInteger doneWhenTheOtherRan = new AtomicInteger(-1);
      Async.run(
          scope -> {
            scope.launch(
                () -> {
                  Async.delay(ofMillis(150));
                  doneWhenTheOtherRan.set(done.get());
                });
            Async.forEachConcurrent(
                numbers(600),
                64,
                i -> {
                  Spin.during(ofMillis(1));
                  done.incrementAndGet();
                });
          });
      assertThat(doneWhenTheOtherRan.get()).isBetween(0, 500);
    }
  }
}
