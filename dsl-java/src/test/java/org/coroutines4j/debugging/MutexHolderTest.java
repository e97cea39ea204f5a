package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.testkit.DebugMode;
import org.junit.jupiter.api.Test;

/** Guards that debug mode names the task that holds a lock, however it was acquired. */
@DebugMode
class MutexHolderTest {
  private final AsyncMutex lock = new AsyncMutex();
  private final List<String> shown = new ArrayList<>();

  private void show() {
    shown.add(lock.toString());
    lock.unlock();
  }

  private void selectLock() {
    boolean unused =
        select()
            .onLock(
                lock,
                () -> {
                  show();
                  return true;
                })
            .await();
  }

  private void lockAndShow() {
    lock.lock();
    show();
  }

  private void run(TaskScope scope, ThrowingRunnable acquiring) {
    scope.named("holder").launch(acquiring).join();
  }

  @Test
  void taskThatAcquiresAFreeLock_isNamed() {
    taskScope()
        .run(
            scope -> {
              run(scope, this::lockAndShow);
              run(scope, this::selectLock);
              run(scope, () -> lock.withLock(() -> shown.add(lock.toString())));
            });
    assertThat(shown).hasSize(3).allMatch(text -> text.contains("locked by task 'holder'"));
    assertThat(lock).hasToString("AsyncMutex (unlocked)");
  }

  @Test
  void taskThatWaitsForTheLock_isNamedOnceItHasIt() {
    taskScope()
        .run(
            scope -> {
              lock.lock();
              Task<?> locking = scope.named("holder").launch(this::lockAndShow);
              Task<?> selecting = scope.named("holder").launch(this::selectLock);
              for (int i = 0; i < 100; i++) {
                yieldNow(); // until both wait
              }
              lock.unlock();
              locking.join();
              selecting.join();
            });
    assertThat(shown).hasSize(2).allMatch(text -> text.contains("locked by task 'holder'"));
  }
}
