package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards that a task that is kept for its outcome does not keep what its body has used. */
class TaskMemoryTest {
  private static final int LARGE = 1_000_000;

  private static void assertCollected(WeakReference<?> used) throws InterruptedException {
    Poll.until(
        () -> {
          System.gc();
          return used.get() == null;
        });
  }

  private static WeakReference<byte[]> launch(TaskScope scope, Task<?>[] task) {
    byte[] large = new byte[LARGE];
    task[0] = scope.launch(() -> assertThat(large).hasSize(LARGE));
    return new WeakReference<>(large);
  }

  @Test
  void taskThatHasEnded_keepsNothingOfItsBody() {
    Async.run(
        scope -> {
          Task<?>[] task = new Task<?>[1];
          WeakReference<byte[]> used = launch(scope, task);
          task[0].join();
          assertCollected(used);
          assertThat(task[0].isDone()).isTrue();
        });
  }

  private static WeakReference<byte[]> launchFailing(TaskScope scope, Task<?>[] task) {
    byte[] large = new byte[LARGE];
    task[0] =
        scope.launch(
            () -> {
              assertThat(large).hasSize(LARGE);
              throw new IllegalStateException("boom");
            });
    return new WeakReference<>(large);
  }

  @Test
  void taskThatHasFailed_keepsNothingOfItsBody() {
    Async.run(
        scope -> {
          Task<?>[] task = new Task<?>[1];
          WeakReference<byte[]> used = launchFailing(scope, task);
          assertThat(task[0].awaitOutcome().isSuccess()).isFalse();
          assertCollected(used);
          assertThat(task[0].isDone()).isTrue();
        });
  }

  @Test
  void taskThatWasCancelledBeforeItRan_keepsNothingOfItsBody() {
    Async.run(
        scope -> {
          Task<?>[] task = new Task<?>[1];
          WeakReference<byte[]> used = launch(scope.lazily(), task);
          task[0].cancel();
          assertCollected(used);
          assertThat(task[0].isCancelled()).isTrue();
        });
  }

  @Test
  void taskThatLostARace_keepsNoValueOfTheWinner() throws InterruptedException {
    Task<?>[] loser = new Task<?>[1];
    assertCollected(race(loser));
    assertThat(loser[0].isCancelled()).isTrue();
  }

  private static WeakReference<byte[]> race(Task<?>[] loser) {
    CountDownLatch runs = new CountDownLatch(1);
    byte[] won =
        Async.<byte[]>race(
            () -> {
              loser[0] = Tasks.current();
              runs.countDown();
              Async.delay(Duration.ofDays(1));
              return new byte[0];
            },
            () -> {
              runs.await();
              return new byte[LARGE];
            });
    return new WeakReference<>(won);
  }
}
