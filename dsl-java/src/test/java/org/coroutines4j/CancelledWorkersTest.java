package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the end of a task that processes several items affects at most one of them, and that
 * all such tasks end.
 */
@Tag("exceptions")
class CancelledWorkersTest {
  private final List<Integer> called = new CopyOnWriteArrayList<>();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Iterable<Integer> iterable(int count) {
    return () -> IntStream.range(0, count).iterator();
  }

  private static <T> T cancelledAlone(T value) {
    Tasks.current().cancel("by itself");
    return value;
  }

  @Test
  void itemsThatCancelTheirTasks_letTheOtherItemsRun() {
    for (int limit : new int[] {1, 2, 50}) {
      for (Iterable<Integer> items : List.of(numbers(20), iterable(20))) {
        called.clear();
        assertThatThrownBy(
                () ->
                    Async.mapConcurrent(
                        items,
                        limit,
                        i -> {
                          called.add(i);
                          return i % 3 == 1 ? cancelledAlone(i) : i;
                        }))
            .isInstanceOf(TaskCancelledException.class)
            .hasMessage("task 'mapConcurrent[1]' was cancelled: by itself");
        assertThat(called).containsExactlyInAnyOrderElementsOf(numbers(20));
      }
    }
  }

  @Test
  void workersThatAreCancelledByOtherItems_losAtMostTheirItem() {
    ConcurrentLinkedQueue<Task<?>> workers = new ConcurrentLinkedQueue<>();
    Iterable<Integer> items = iterable(200);
    Throwable thrown =
        catchThrowable(
            () ->
                Async.mapConcurrent(
                    items,
                    4,
                    i -> {
                      called.add(i);
                      Task<?> other = workers.poll();
                      workers.add(Tasks.current());
                      if (other != null && other != Tasks.current()) {
                        other.cancel("by another item");
                      }
                      Async.yieldNow();
                      return i;
                    }));
    assertThat(thrown)
        .satisfiesAnyOf(
            t -> assertThat(t).isNull(),
            t -> assertThat(t).isInstanceOf(TaskCancelledException.class));
    assertThat(called).containsExactlyInAnyOrderElementsOf(numbers(200));
  }

  /** On an event loop, the worker cannot run between its call and its cancellation. */
  @Test
  void workerThatIsCancelledWhenItIsCalled_isReplaced() {
    Task<?>[] first = new Task<?>[1];
    Iterator<Integer> numbers = numbers(4).iterator();
    Iterator<Integer> source =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return numbers.hasNext();
          }

          @Override
          public Integer next() {
            int next = numbers.next();
            if (next == 1) {
              while (first[0] == null) {
                Async.yieldNow();
              }
              Async.delay(ofMillis(10)); // until the worker is idle
            } else if (next == 2) {
              first[0].cancel("before it runs");
            }
            return next;
          }
        };
    List<Integer> results =
        Async.withContext(
            Dispatchers.eventLoop(),
            () ->
                Async.mapConcurrent(
                    () -> source,
                    2,
                    i -> {
                      called.add(i);
                      first[0] = i == 0 ? Tasks.current() : first[0];
                      return i;
                    }));
    assertThat(results).containsExactly(0, 1, 2, 3);
    assertThat(called).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  /** One idle worker is cancelled while all are told that there are no more items. */
  @Test
  void workersThatAreIdleAtTheEnd_allEnd_ifOneIsCancelled() {
    int count = 30;
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      List<Task<?>> workers = new CopyOnWriteArrayList<>();
      CountDownLatch all = new CountDownLatch(count);
      int cancelled = rounds.count() % count;
      Async.run(
          scope -> {
            Iterator<Integer> numbers = numbers(count).iterator();
            Iterator<Integer> source =
                new Iterator<>() {
                  @Override
                  public boolean hasNext() {
                    if (!numbers.hasNext()) {
                      while (workers.size() < count
                          || !workers.stream().allMatch(w -> w.name().contains("idle"))) {
                        Async.yieldNow();
                      }
                      scope.launch(
                          () -> {
                            Pause.of(rounds.count() % 70);
                            workers.get(cancelled).cancel("while idle");
                          });
                    }
                    return numbers.hasNext();
                  }

                  @Override
                  public Integer next() {
                    return numbers.next();
                  }
                };
            Async.forEachConcurrent(
                () -> source,
                i -> {
                  workers.add(Tasks.current());
                  all.countDown();
                  all.await();
                });
          });
      assertThat(workers).hasSize(count).allMatch(Task::isDone);
    }
  }
}
