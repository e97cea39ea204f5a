package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.asyncio.Answer.SAME;

import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A queue whose putters are cancelled, or refused by a shutdown. */
class QueueCasesTest {
  private final AsyncQueue<String> queue = AsyncQueue.fifo(1);

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E45",
      asyncioTest = "test_queues.test_put_cancelled_race",
      answer = SAME,
      because = "a put that throws has not put its item; the next putter gets the slot")
  void e45_itemOfACancelledPut_neverAppears(Where where) {
    where.run(
        scope -> {
          queue.put("a");
          Task<?> b = Waiting.start(scope, () -> queue.put("b"));
          Task<?> x = Waiting.start(scope, () -> queue.put("X"));

          x.cancel();

          assertThat(queue.get()).isEqualTo("a");
          assertThat(queue.get()).isEqualTo("b");
          b.await();
          assertThatThrownBy(x::await).isInstanceOf(TaskCancelledException.class);
          assertThat(queue.tryGet()).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E46",
      asyncioTest = "test_queues.test_shutdown_nonempty",
      answer = SAME,
      because =
          "the calls that do not wait throw as well; one taskDone() too many throws"
              + " IllegalStateException")
  void e46_shutDownQueue_isDrainedAndThenRefusesAll(Where where) {
    where.run(
        scope -> {
          queue.put("data");
          Task<?> put = Waiting.start(scope, () -> queue.put("data 2"));
          Task<?> join = Waiting.start(scope, queue::join);

          queue.shutdown();

          assertThatThrownBy(put::await).isInstanceOf(QueueShutdownException.class);
          assertThat(queue.get()).isEqualTo("data");
          assertRefusesAll();
          assertThat(join.isDone()).isFalse();
          queue.taskDone();
          join.await();
          assertThatIllegalStateException().isThrownBy(queue::taskDone);
        });
  }

  private void assertRefusesAll() {
    assertThatThrownBy(queue::get).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(queue::tryGet).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(() -> queue.put("late")).isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(() -> queue.tryPut("late")).isInstanceOf(QueueShutdownException.class);
  }
}
