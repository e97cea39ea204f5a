package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;
import org.junit.jupiter.api.Test;

/** Guards which item is next, and which waiter gets it. */
class QueueOrderTest {
  private record Job(int urgency, int number) {}

  private final List<Object> seen = new ArrayList<>(); // one at a time, so that it needs no lock

  private static void oneAtATime(ScopeAction body) {
    taskScope().on(Dispatchers.virtual().limitedParallelism(1)).run(body);
  }

  @Test
  void itemsOfEqualPriority_comeOutInTheOrderTheyWerePut() {
    AsyncQueue<Job> queue = AsyncQueue.priority(Comparator.comparing(Job::urgency));
    IntStream.range(0, 300).forEach(i -> queue.put(new Job(i % 3, i)));

    List<Job> got = IntStream.range(0, 300).mapToObj(i -> queue.get()).toList();

    assertThat(got)
        .isSortedAccordingTo(Comparator.comparing(Job::urgency).thenComparing(Job::number));
  }

  @Test
  void equalItems_areAllKept() {
    AsyncQueue<Integer> queue = AsyncQueue.priority();
    List.of(2, 1, 2, 1).forEach(queue::put);
    assertThat(List.of(queue.get(), queue.get(), queue.get(), queue.get()))
        .containsExactly(1, 1, 2, 2);
  }

  @Test
  void priorityQueue_givesAWaitingPutterItsPlaceByPriority() {
    AsyncQueue<Integer> queue = AsyncQueue.priority(2, Comparator.reverseOrder());
    oneAtATime(
        scope -> {
          queue.put(1);
          queue.put(2);
          scope.launch(() -> queue.put(3)); // waits
          yieldNow();
          assertThat(queue.get()).isEqualTo(2);
          yieldNow();
          assertThat(queue.get()).isEqualTo(3);
          assertThat(queue.get()).isEqualTo(1);
        });
  }

  @Test
  void getters_areServedInOrder_andTryGetOvertakesNone() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    oneAtATime(
        scope -> {
          for (int i = 0; i < 5; i++) {
            int number = i;
            scope.launch(() -> seen.add(number + ":" + queue.get()));
          }
          yieldNow();
          for (int i = 0; i < 5; i++) {
            queue.put(i); // for the next task, which has not run yet
            assertThat(queue.tryGet()).isEmpty();
          }
        });
    assertThat(seen).containsExactly("0:0", "1:1", "2:2", "3:3", "4:4");
  }

  @Test
  void putters_areServedInOrder_andTryPutOvertakesNone() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    oneAtATime(
        scope -> {
          queue.put(0);
          for (int i = 1; i <= 5; i++) {
            int item = i;
            scope.launch(() -> queue.put(item));
          }
          yieldNow();
          for (int i = 0; i < 5; i++) {
            seen.add(queue.get()); // room for the next task, which has not run yet
            assertThat(queue.tryPut(99)).isFalse();
            yieldNow();
          }
          seen.add(queue.get());
          assertThat(queue.tryPut(6)).isTrue();
        });
    assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void putAfterWaitingOnes_doesNotPassThem() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    oneAtATime(
        scope -> {
          queue.put("first");
          scope.launch(() -> queue.put("waited"));
          yieldNow();
          seen.add(queue.get());
          scope.launch(() -> seen.add(queue.get()));
          queue.put("came later");
          seen.add(queue.get());
        });
    assertThat(seen).containsExactly("first", "waited", "came later");
  }
}
