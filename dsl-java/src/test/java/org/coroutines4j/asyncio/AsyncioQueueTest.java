package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Restates what CPython's {@code test_queues} requires of counting, waiting and finishing. */
class AsyncioQueueTest {
  private final List<String> seen = new ArrayList<>(); // one at a time, so that it needs no lock

  static Stream<AsyncQueue<Integer>> kinds() {
    return Stream.of(AsyncQueue.fifo(), AsyncQueue.lifo(), AsyncQueue.priority());
  }

  @Test
  void test_maxsize_putsBeyondItWaitInTheirOrder() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(2);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> putter =
              scope.launch(
                  () -> {
                    for (int i = 1; i <= 3; i++) {
                      queue.put(i);
                      seen.add("put " + i);
                    }
                  });
          letOthersRun();
          assertThat(seen).containsExactly("put 1", "put 2");
          assertThat(queue.isFull()).isTrue();

          assertThat(queue.get()).isEqualTo(1);
          letOthersRun();

          assertThat(seen).containsExactly("put 1", "put 2", "put 3");
          putter.await();
          assertThat(queue.get()).isEqualTo(2);
          assertThat(queue.get()).isEqualTo(3);
          assertThat(queue.isEmpty()).isTrue();
        });
  }

  @Test
  void test_maxsize_zeroIsNeverFull() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    for (int i = 0; i < 1_000; i++) {
      assertThat(queue.tryPut(i)).isTrue();
    }
    assertThat(queue.isFull()).isFalse();
    assertThat(queue.size()).isEqualTo(1_000);
    assertThat(queue.tryGet()).contains(0);
  }

  @Test
  void test_blocking_put_wait_getMakesRoom() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("a");
          Task<?> put = scope.launch(() -> queue.put("b"));
          letOthersRun();
          assertThat(put.isActive()).isTrue();

          assertThat(queue.get()).isEqualTo("a");

          put.await();
          assertThat(queue.get()).isEqualTo("b");
        });
  }

  @Test
  void test_nonblocking_get_and_put_tellThatTheyCannot() {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    assertThat(queue.tryGet()).isEmpty();
    assertThat(queue.tryPut(1)).isTrue();
    assertThat(queue.tryPut(2)).isFalse();
    assertThat(queue.tryGet()).contains(1);
    assertThat(queue.tryGet()).isEmpty();
  }

  @Test
  void test_order_ofEachKind() {
    assertThat(kinds().map(AsyncioQueueTest::drain132).toList())
        .containsExactly(List.of(1, 3, 2), List.of(2, 3, 1), List.of(1, 2, 3));
  }

  private static List<Integer> drain132(AsyncQueue<Integer> queue) {
    Stream.of(1, 3, 2).forEach(queue::put);
    return List.of(queue.get(), queue.get(), queue.get());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_task_done_underflow_isRefused(AsyncQueue<Integer> queue) {
    assertThatIllegalStateException()
        .isThrownBy(queue::taskDone)
        .withMessage("taskDone() was called more often than items were put");
    queue.put(1);
    queue.taskDone();
    assertThatIllegalStateException().isThrownBy(queue::taskDone);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_task_done_joinWaitsForTheLastOne(AsyncQueue<Integer> queue) {
    Where.EVENT_LOOP.run(
        scope -> {
          for (int i = 0; i < 10; i++) {
            queue.put(i);
          }
          Task<?> join = joiner(scope, queue);
          Task<?> again = joiner(scope, queue);
          for (int i = 0; i < 10; i++) {
            assertThat(seen).isEmpty();
            queue.get();
            letOthersRun();
            queue.taskDone();
            letOthersRun();
          }
          assertThat(seen).containsExactly("joined", "joined");
          join.await();
          again.await();
          queue.put(1); // a new round
          Task<?> third = joiner(scope, queue);
          assertThat(third.isActive()).isTrue();
          queue.taskDone();
          third.await();
        });
  }

  private Task<?> joiner(TaskScope scope, AsyncQueue<?> queue) {
    Task<?> task =
        scope.launch(
            () -> {
              queue.join();
              seen.add("joined");
            });
    letOthersRun();
    return task;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_join_empty_queue_returnsAtOnce(AsyncQueue<Integer> queue) {
    queue.join(); // on this thread, which no task would wake
    queue.put(1);
    queue.taskDone();
    queue.join();
    assertThat(queue.size()).isEqualTo(1);
  }
}
