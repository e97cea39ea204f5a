package org.coroutines4j.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.sync.AsyncEvent;

/** The workloads whose growth is measured. */
enum GrowthCase {
  AWAITED("tasks started and awaited", 0, 1_000, 1_000_000) {
    @Override
    void run(int size) {
      Async.run(
          scope -> {
            List<Task<Integer>> started = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
              int value = i;
              started.add(scope.async(() -> value));
            }
            for (Task<Integer> task : started) {
              task.await();
            }
          });
    }
  },
  CHILDREN("children of one scope that all wait", 3_000, 1_000, 1_000_000) {
    @Override
    void run(int size) {
      AsyncEvent event = new AsyncEvent();
      Async.run(
          scope -> {
            startWaiting(scope, size, event::await);
            event.set();
          });
    }
  },
  CANCELLED("children of one scope, cancelled while they wait", 3_000, 1_000, 1_000_000) {
    @Override
    void run(int size) {
      AsyncEvent never = new AsyncEvent();
      WAITING.set(0);
      Async.run(
          scope -> {
            Task<?> parent =
                scope.launch(
                    () -> Async.run(children -> startWaiting(children, size, never::await)));
            while (WAITING.get() < size) {
              Async.delay(Duration.ofMillis(1));
            }
            parent.cancel();
          });
    }
  },
  TIMEOUTS("tasks that wait, each within a timeout", 6_000, 1_000, 100_000) {
    @Override
    void run(int size) {
      AsyncEvent event = new AsyncEvent();
      Async.run(
          scope -> {
            startWaiting(scope, size, () -> Async.withTimeout(Duration.ofHours(1), event::await));
            event.set();
          });
    }
  },
  NESTED_BLOCKS("scopes nested in one task", 0, 10, 1_000) {
    @Override
    void run(int size) {
      Async.run(scope -> nest(size));
    }

    private void nest(int levels) {
      if (levels > 0) {
        Async.run(scope -> nest(levels - 1));
      }
    }
  },
  NESTED_TASKS("scopes nested, each in a task of its own", 6_000, 10, 1_000) {
    @Override
    void run(int size) {
      Async.run(scope -> nest(size));
    }

    private int nest(int levels) {
      return levels == 0 ? 0 : Async.call(scope -> scope.async(() -> nest(levels - 1)).await()) + 1;
    }
  },
  SELECT("channels in one select that waits", 0, 10, 1_000) {
    @Override
    void run(int size) {
      Async.run(
          scope -> {
            List<Channel<Integer>> channels = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
              channels.add(Channel.rendezvous());
            }
            Select<Integer> select = Async.select().onReceive(channels.get(0), value -> value);
            for (int i = 1; i < size; i++) {
              select.onReceive(channels.get(i), value -> value);
            }
            scope.launch(() -> channels.get(size / 2).send(1));
            select.await();
          });
    }
  },
  QUEUE("tasks that wait at one queue", 3_000, 100, 100_000) {
    @Override
    void run(int size) {
      AsyncQueue<Integer> queue = AsyncQueue.fifo();
      Async.run(
          scope -> {
            startWaiting(scope, size, queue::get);
            for (int i = 0; i < size; i++) {
              queue.put(i);
            }
          });
    }
  };

  /** How many of the tasks of {@link #startWaiting} have begun. */
  static final AtomicInteger WAITING = new AtomicInteger();

  private final String what;
  private final int retained;
  private final int smallest;
  private final int largest;

  GrowthCase(String what, int retained, int smallest, int largest) {
    this.what = what;
    this.retained = retained;
    this.smallest = smallest;
    this.largest = largest;
  }

  /** Runs the workload once. */
  abstract void run(int size);

  String what() {
    return what;
  }

  /** Returns the powers of ten from the smallest size to the largest. */
  List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = smallest; size <= largest; size *= 10) {
      sizes.add(size);
    }
    return sizes;
  }

  /** Returns about how much heap the workload needs while all its tasks wait. */
  long retainedBytes(int size) {
    return (long) retained * size;
  }

  /** Starts tasks that call {@code wait}, and returns when each of them has begun. */
  private static void startWaiting(TaskScope scope, int tasks, Runnable wait) {
    int before = WAITING.get();
    for (int i = 0; i < tasks; i++) {
      scope.launch(
          () -> {
            WAITING.incrementAndGet();
            wait.run();
          });
    }
    while (WAITING.get() - before < tasks) {
      Async.delay(Duration.ofMillis(1));
    }
  }
}
