package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.EachLimitedDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that a task that waits for a queue releases its permit, and that a plain thread blocks.
 */
class QueueWaitTest {
  private static final int ITEMS = 200;

  /** More than there are permits. */
  private static final int TASKS = Runtime.getRuntime().availableProcessors() + 2;

  @ParameterizedTest
  @EachLimitedDispatcher
  void putGetAndJoin_releaseThePermitToTheirPartners(Dispatcher dispatcher) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    AtomicInteger sum = new AtomicInteger();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      for (int item : queue) {
                        sum.addAndGet(item);
                        queue.taskDone();
                      }
                    });
              }
              List<Task<?>> putters = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                putters.add(scope.launch(() -> IntStream.range(0, ITEMS).forEach(queue::put)));
              }
              putters.forEach(Task::join);
              queue.join();
              assertThat(sum).hasValue(TASKS * ITEMS * (ITEMS - 1) / 2);
              queue.shutdown();
            });
  }

  @Test
  void cancelledWaiters_leaveLaterItems_toCallersThatDoNotWait() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1)) // no waiter runs before this one waits
        .run(
            scope -> {
              Task<Integer> getter = scope.async(queue::get);
              Task<Integer> chooser =
                  scope.async(() -> Select.start().onReceive(queue, item -> item).await());
              yieldNow();
              getter.cancel();
              chooser.cancel();

              assertThat(queue.tryPut(1)).isTrue();
              assertThat(queue.tryGet()).contains(1);
              assertThat(queue.tryPut(2)).isTrue();

              Task<?> putter = scope.launch(() -> queue.put(3));
              yieldNow();
              putter.cancel();

              assertThat(queue.tryGet()).contains(2);
              assertThat(queue.tryPut(4)).isTrue();
            });
    assertThat(queue.tryGet()).contains(4);
    assertThat(queue.tryPut(5)).isTrue();
    assertThat(queue.tryPut(6)).isFalse();
  }

  @Test
  void plainThreads_blockUntilThereIsAnItemRoomOrNothingLeft() throws Exception {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    FutureTask<String> getting =
        start(
            () -> {
              String got = queue.get() + queue.get();
              queue.taskDone();
              queue.taskDone();
              return got;
            });
    queue.put("a");
    queue.put("b");
    queue.join();
    assertThat(getting.get()).isEqualTo("ab");
  }

  private static FutureTask<String> start(Callable<String> body) {
    FutureTask<String> result = new FutureTask<>(body);
    new Thread(result).start();
    return result;
  }

  @Test
  void interruptedThread_doesNotWait_andStaysInterrupted() {
    AsyncQueue<String> empty = AsyncQueue.fifo(1);
    AsyncQueue<String> full = AsyncQueue.fifo(1);
    full.put("a");
    for (Runnable wait : List.<Runnable>of(empty::get, () -> full.put("b"), full::join)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(wait::run).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(full.tryGet()).contains("a");
    assertThat(full.tryGet()).isEmpty();
    empty.put("c");
    assertThat(empty.get()).isEqualTo("c");
  }
}
