package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/** Guards that a shutdown wakes every caller that would otherwise wait indefinitely. */
class QueueShutdownTest {
  private static final int WAITERS = 4;

  private final AsyncQueue<String> queue = AsyncQueue.fifo(1);

  private static void oneAtATime(ScopeAction body) {
    supervisorScope().on(Dispatchers.virtual().limitedParallelism(1)).run(body);
  }

  private static void assertAllShutOut(List<? extends Task<?>> tasks) {
    assertThat(tasks)
        .hasSize(WAITERS)
        .allSatisfy(
            task -> assertThatThrownBy(task::await).isInstanceOf(QueueShutdownException.class));
  }

  @Test
  void shutdown_wakesAllGetters() {
    oneAtATime(
        scope -> {
          List<Task<String>> getters = new ArrayList<>();
          for (int i = 0; i < WAITERS; i++) {
            getters.add(scope.async(queue::get));
          }
          yieldNow();
          queue.shutdown();
          assertAllShutOut(getters);
        });
  }

  @Test
  void shutdown_wakesAllPutters_whoseItemsNeverAppear() {
    oneAtATime(
        scope -> {
          queue.put("first");
          List<Task<Boolean>> putters = new ArrayList<>();
          for (int i = 0; i < WAITERS; i++) {
            putters.add(scope.async(() -> putLate()));
          }
          yieldNow();
          queue.shutdown();
          assertAllShutOut(putters);
          assertThat(queue.get()).isEqualTo("first");
          assertThatThrownBy(queue::get).isInstanceOf(QueueShutdownException.class);
        });
  }

  private boolean putLate() {
    queue.put("late");
    return true;
  }

  @Test
  void shutdownNow_wakesPuttersAndJoiners() {
    oneAtATime(
        scope -> {
          queue.put("first");
          List<Task<Boolean>> putters = new ArrayList<>();
          List<Task<?>> joiners = new ArrayList<>();
          for (int i = 0; i < WAITERS; i++) {
            putters.add(scope.async(() -> putLate()));
            joiners.add(scope.launch(queue::join));
          }
          yieldNow();
          queue.shutdownNow();
          assertAllShutOut(putters);
          joiners.forEach(Task::await);
          assertThat(queue.isEmpty()).isTrue();
        });
  }

  @Test
  void getterThatHasLeaveToTake_findsNothingAfterShutdownNow() {
    oneAtATime(
        scope -> {
          Task<String> getter = scope.async(queue::get);
          yieldNow();
          queue.put("dropped"); // the getter has not run yet
          queue.shutdownNow();
          assertThatThrownBy(getter::await).isInstanceOf(QueueShutdownException.class);
          queue.join();
        });
  }

  @Test
  void putterThatHasLeaveToPut_isShutOut() {
    oneAtATime(
        scope -> {
          queue.put("first");
          Task<Boolean> putter = scope.async(() -> putLate());
          yieldNow();
          assertThat(queue.get()).isEqualTo("first"); // the putter has not run yet
          queue.taskDone();
          queue.shutdown();
          assertThatThrownBy(putter::await).isInstanceOf(QueueShutdownException.class);
          assertThat(queue.isEmpty()).isTrue();
          queue.join();
        });
  }

  @Test
  void loops_ofAllConsumers_endWhenTheQueueIsShutDownAndEmpty() {
    List<String> seen = new CopyOnWriteArrayList<>();
    AsyncQueue<String> open = AsyncQueue.fifo();
    supervisorScope()
        .run(
            scope -> {
              for (int i = 0; i < WAITERS; i++) {
                scope.launch(
                    () -> {
                      for (String item : open) {
                        seen.add(item);
                      }
                    });
              }
              List.of("a", "b", "c", "d", "e").forEach(open::put);
              open.shutdown();
            });
    assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
  }

  @Test
  void iterator_staysAtItsEnd() {
    queue.put("only");
    queue.shutdown();
    Iterator<String> iterator = queue.iterator();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.hasNext()).isTrue(); // asks only once
    assertThat(iterator.next()).isEqualTo("only");
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    assertThat(iterator.hasNext()).isFalse();
  }
}
