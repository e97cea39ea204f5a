package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Guards that a wrong call says what is wrong and changes nothing. */
class QueueMisuseTest {
  private static final Comparator<Integer> PICKY =
      (a, b) -> {
        if (a == 13 || b == 13) {
          throw new IllegalStateException("planted");
        }
        return a.compareTo(b);
      };

  @Test
  void capacityBelowOne_isRefusedWithTheFormThatHasNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncQueue.fifo(0))
        .withMessage(
            "capacity must be at least 1, but was 0."
                + " Use AsyncQueue.fifo() for a queue without a limit.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncQueue.lifo(-1))
        .withMessage(
            "capacity must be at least 1, but was -1."
                + " Use AsyncQueue.lifo() for a queue without a limit.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncQueue.<Integer>priority(0))
        .withMessageContaining("AsyncQueue.priority() ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncQueue.priority(0, PICKY))
        .withMessageContaining("AsyncQueue.priority(comparator) ");
  }

  @Test
  void nulls_areRefused_andTakeNoSlot() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    assertThatNullPointerException().isThrownBy(() -> queue.put(null)).withMessage("item");
    assertThatNullPointerException().isThrownBy(() -> queue.tryPut(null)).withMessage("item");
    assertThatNullPointerException().isThrownBy(() -> AsyncQueue.<String>priority(1, null));
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.tryPut("fits")).isTrue();
    queue.taskDone();
    queue.join();
  }

  @Test
  void secondTaskDone_isRefused_andHarmsNoLaterCount() {
    AsyncQueue<String> queue = AsyncQueue.fifo();
    queue.put("a");
    queue.taskDone();
    assertThatIllegalStateException()
        .isThrownBy(queue::taskDone)
        .withMessage("taskDone() was called more often than items were put");
    queue.put("b");
    queue.taskDone();
    queue.join();
  }

  @Test
  void comparatorThatThrows_losesNothing_andGivesTheSlotBack() {
    AsyncQueue<Integer> queue = AsyncQueue.priority(3, PICKY);
    queue.put(2);
    queue.put(1);
    for (int i = 0; i < 5; i++) {
      assertThatIllegalStateException().isThrownBy(() -> queue.put(13)).withMessage("planted");
      assertThatIllegalStateException().isThrownBy(() -> queue.tryPut(13)).withMessage("planted");
    }
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.tryPut(0)).isTrue();
    assertThat(queue.tryPut(0)).isFalse();
    for (int expected = 0; expected < 3; expected++) {
      assertThat(queue.tryGet()).contains(expected);
      queue.taskDone();
    }
    assertThat(queue.tryGet()).isEmpty();
    queue.join();
  }

  @Test
  void comparatorThatThrows_forTheOnlyItem_refusesItToo() {
    AsyncQueue<Integer> queue = AsyncQueue.priority(1, PICKY);
    assertThatIllegalStateException().isThrownBy(() -> queue.put(13)).withMessage("planted");
    assertThat(queue.isEmpty()).isTrue();
    queue.put(1);
    assertThat(queue.get()).isEqualTo(1);
  }

  @Test
  void itemsThatCannotBeCompared_areRefused() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    AsyncQueue<Object> queue = (AsyncQueue) AsyncQueue.<Integer>priority();
    queue.put(1);
    assertThatThrownBy(() -> queue.put("one")).isInstanceOf(ClassCastException.class);
    assertThat(queue.get()).isEqualTo(1);
    assertThat(queue.tryGet()).isEmpty();
  }

  @Test
  void borrowedThread_mayOnlyTry() {
    AsyncQueue<String> queue = AsyncQueue.fifo(2);
    ExecutorService lender = Executors.newSingleThreadExecutor();
    ThrowingRunnable body =
        () -> {
          assertRefused(() -> queue.put("stray"));
          assertRefused(queue::get);
          assertRefused(queue::join);
          assertRefused(() -> assertThat(queue.iterator().hasNext()).isTrue());
          assertThat(queue.tryPut("item")).isTrue();
          assertRefused(queue::get);
          assertRefused(queue::join);
          assertThat(queue.tryGet()).contains("item");
          queue.taskDone();
        };
    taskScope().run(scope -> scope.on(Dispatchers.from(lender)).launch(body).await());
    lender.shutdownNow();
    assertThat(queue.tryPut("a") && queue.tryPut("b")).isTrue();
    assertThat(queue.tryPut("c")).isFalse();
  }

  private static void assertRefused(ThrowingRunnable wait) {
    assertThatIllegalStateException()
        .isThrownBy(wait::run)
        .withMessageContaining("must not wait: its thread belongs to an executor");
  }
}
