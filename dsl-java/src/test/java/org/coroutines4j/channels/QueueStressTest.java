package org.coroutines4j.channels;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.channels.Select.start;
import static org.coroutines4j.channels.Select.startRun;

import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that producers and consumers that are cancelled at any time neither lose nor duplicate an
 * item.
 */
@Tag("stress")
class QueueStressTest {
  private static final int PRODUCERS = 3;
  private static final int CONSUMERS = 3;
  private static final int ITEMS_EACH = 150;

  private final Set<Integer> put = ConcurrentHashMap.newKeySet();
  private final Queue<Integer> got = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger nextItem = new AtomicInteger();
  private final AtomicInteger counted = new AtomicInteger();

  /** What a select waits for too. */
  private final AsyncQueue<Integer> never = AsyncQueue.fifo(1);

  static Stream<Integer> sizes() {
    return Stream.of(0, 1, 3);
  }

  /** Returns a queue of a random kind; one without a limit if {@code size} is 0. */
  private static AsyncQueue<Integer> queueOf(int size) {
    if (size == 0) {
      return switch (random().nextInt(3)) {
        case 0 -> AsyncQueue.fifo();
        case 1 -> AsyncQueue.lifo();
        default -> AsyncQueue.priority();
      };
    }
    return switch (random().nextInt(3)) {
      case 0 -> AsyncQueue.fifo(size);
      case 1 -> AsyncQueue.lifo(size);
      default -> AsyncQueue.priority(size);
    };
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void items_underCancellationAndShutdown_areGotExactlyOnce(int size) {
    Rounds rounds = Rounds.atLeast(2);
    while (rounds.next()) {
      AsyncQueue<Integer> queue = queueOf(size);
      run(queue, rounds.count() % 2 == 0 ? queue::shutdown : () -> {});

      assertThat(failures).isEmpty();
      assertThat(got).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(put);
      assertThat(queue.size()).isZero();
      queue.join();
      clear();
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void items_underShutdownNow_areGotAtMostOnce_andCountAsDone(int size) {
    Rounds rounds = Rounds.atLeast(2);
    while (rounds.next()) {
      AsyncQueue<Integer> queue = queueOf(size);
      run(queue, queue::shutdownNow);

      assertThat(failures).isEmpty();
      assertThat(got).doesNotHaveDuplicates();
      assertThat(put).containsAll(got);
      assertThat(queue.size()).isZero();
      queue.join();
      clear();
    }
  }

  /** An item may come between the look of a select and its wait. */
  @Test
  void onlyConsumer_bySelect_missesNoItem() {
    Rounds items = Rounds.atLeast(200);
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    taskScope()
        .run(
            scope -> {
              scope.background(
                  () -> {
                    while (true) {
                      count(selected(queue));
                    }
                  });
              putOneByOne(queue, items);
            });
    assertThat(got).containsExactlyElementsOf(IntStream.range(0, items.count()).boxed().toList());
  }

  private void count(int item) {
    got.add(item);
    counted.incrementAndGet();
    Pause.of(random().nextInt(100)); // so that its next look comes about when the next item does
  }

  private void putOneByOne(AsyncQueue<Integer> queue, Rounds items) throws InterruptedException {
    for (int i = items.take(); i >= 0; i = items.take()) {
      queue.put(i);
      int upTo = i;
      Poll.until(() -> counted.get() > upTo); // or one is missed
    }
  }

  private void clear() {
    Stream.<Collection<?>>of(put, got).forEach(Collection::clear);
  }

  private static ThreadLocalRandom random() {
    return ThreadLocalRandom.current();
  }

  /** {@code end} comes at any time, and a shutdown when all producers have ended. */
  private void run(AsyncQueue<Integer> queue, Runnable end) {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < CONSUMERS; i++) {
                scope.launch(() -> untilShutdown(() -> get(queue)));
              }
              scope.launch(
                  () -> {
                    int when = random().nextInt(PRODUCERS * ITEMS_EACH);
                    Poll.until(
                        () -> put.size() >= when || nextItem.get() >= PRODUCERS * ITEMS_EACH);
                    end.run();
                  });
              taskScope()
                  .run(
                      producers -> {
                        for (int i = 0; i < PRODUCERS; i++) {
                          producers.launch(() -> produce(queue));
                        }
                      });
              queue.join();
              queue.shutdown();
            });
    nextItem.set(0);
  }

  private void produce(AsyncQueue<Integer> queue) {
    AtomicInteger items = new AtomicInteger(ITEMS_EACH);
    untilShutdown(
        () -> {
          if (items.getAndDecrement() == 0) {
            throw new QueueShutdownException();
          }
          put(queue, nextItem.getAndIncrement());
        });
  }

  private void put(AsyncQueue<Integer> queue, int item) {
    int how = random().nextInt(5);
    if (how == 0) {
      if (queue.tryPut(item)) {
        put.add(item);
      }
    } else if (how == 1) {
      disturbed(
          () -> {
            if (queue.tryPut(item, ofNanos(random().nextInt(100_000)))) {
              put.add(item);
            }
          });
    } else {
      disturbed(
          () -> {
            if (item % 2 == 0) {
              queue.put(item);
            } else {
              startRun().onSend(queue, item, () -> {}).onReceive(never, none -> {}).await();
            }
            put.add(item);
          });
    }
  }

  private void get(AsyncQueue<Integer> queue) {
    int how = random().nextInt(5);
    if (how == 0) {
      queue.tryGet().ifPresentOrElse(item -> done(queue, item), () -> yieldNow());
    } else if (how == 1) {
      disturbed(
          () ->
              queue
                  .tryGet(ofNanos(random().nextInt(100_000)))
                  .ifPresent(item -> done(queue, item)));
    } else {
      disturbed(() -> done(queue, random().nextBoolean() ? queue.get() : selected(queue)));
    }
  }

  private int selected(AsyncQueue<Integer> queue) {
    return start().onReceive(queue, item -> item).onReceive(never, none -> none).await();
  }

  private void done(AsyncQueue<Integer> queue, int item) {
    got.add(item);
    queue.taskDone();
  }

  /** Runs {@code action} as it is, with a timeout, or in a task that is cancelled. */
  private void disturbed(Runnable action) {
    ThreadLocalRandom random = random();
    switch (random.nextInt(3)) {
      case 0 -> action.run();
      case 1 -> withTimeoutOrEmpty(ofNanos(random.nextInt(1, 100_000)), () -> guarded(action));
      default ->
          taskScope()
              .run(
                  scope -> {
                    Task<?> task = scope.async(() -> guarded(action));
                    for (int i = random.nextInt(4); i > 0; i--) {
                      yieldNow();
                    }
                    task.cancel();
                  });
    }
  }

  private boolean guarded(Runnable action) {
    try {
      action.run();
    } catch (CancellationException | QueueShutdownException e) {
      throw e;
    } catch (Throwable t) {
      failures.add(t);
    }
    return true;
  }

  private static void untilShutdown(Runnable step) {
    try {
      while (true) {
        step.run();
      }
    } catch (QueueShutdownException e) {
      // the end of the round
    }
  }
}
