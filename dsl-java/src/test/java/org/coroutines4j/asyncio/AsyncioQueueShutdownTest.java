package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Restates what CPython's {@code test_queues.QueueShutdownTestMixin} requires of each kind of
 * queue.
 */
class AsyncioQueueShutdownTest {
  static Stream<AsyncQueue<String>> kinds() {
    return Stream.of(AsyncQueue.fifo(1), AsyncQueue.lifo(1), AsyncQueue.priority(1));
  }

  private static void assertRefusesAll(AsyncQueue<String> queue) {
    assertThatThrownBy(queue::get).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(queue::tryGet).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(() -> queue.put("late")).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(() -> queue.tryPut("late")).isInstanceOf(QueueShutdownException.class);
    assertThat(queue.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_shutdown_empty_waitingGetThrows(AsyncQueue<String> queue) {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<String> get = scope.async(queue::get);
          letOthersRun();

          queue.shutdown();

          assertThatThrownBy(get::await).isInstanceOf(QueueShutdownException.class);
          assertRefusesAll(queue);
          queue.join();
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_shutdown_nonempty_isDrainedFirst(AsyncQueue<String> queue) {
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("data");
          Task<?> put = scope.launch(() -> queue.put("data 2"));
          Task<?> join = scope.launch(queue::join);
          letOthersRun();

          queue.shutdown();

          assertThatThrownBy(put::await).isInstanceOf(QueueShutdownException.class);
          assertThat(queue.size()).isEqualTo(1);
          assertThat(queue.get()).isEqualTo("data");
          assertRefusesAll(queue);
          letOthersRun();
          assertThat(join.isDone()).isFalse();
          queue.taskDone();
          join.await();
          assertThatIllegalStateException().isThrownBy(queue::taskDone);
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_shutdown_immediate_dropsTheItems_whichCountAsDone(AsyncQueue<String> queue) {
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("data");
          Task<?> put = scope.launch(() -> queue.put("data 2"));
          Task<?> join = scope.launch(queue::join);
          letOthersRun();

          queue.shutdownNow();

          assertThatThrownBy(put::await).isInstanceOf(QueueShutdownException.class);
          assertRefusesAll(queue);
          join.await();
          assertThatIllegalStateException().isThrownBy(queue::taskDone);
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_shutdown_immediate_with_unfinished_joinAwaitsUnfinished(AsyncQueue<String> queue) {
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("data");
          assertThat(queue.get()).isEqualTo("data");
          queue.put("data 2");
          Task<?> join = scope.launch(queue::join);
          letOthersRun();

          queue.shutdownNow();

          assertRefusesAll(queue);
          letOthersRun();
          assertThat(join.isDone()).isFalse();
          queue.taskDone();
          join.await();
          assertThatIllegalStateException().isThrownBy(queue::taskDone);
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void test_shutdown_twice_secondMayOnlyDropTheRest(AsyncQueue<String> queue) {
    queue.put("data");
    queue.shutdown();
    queue.shutdown();
    assertThat(queue.size()).isEqualTo(1);
    queue.shutdownNow();
    queue.join();
    queue.shutdown();
    assertRefusesAll(queue);
  }
}
