package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.DispatcherSnapshot;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.ServiceScopeSnapshot;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards the counts in the snapshots of dispatchers and service scopes. */
class ScopeSnapshotTest {
  private final CountDownLatch running = new CountDownLatch(2);
  private final CountDownLatch release = new CountDownLatch(1);

  private void holdPermit() throws InterruptedException {
    running.countDown();
    release.await();
  }

  @Test
  void limitedDispatcher_countsPermitsAndWaiters() {
    Dispatcher limited = Dispatchers.virtual().limitedParallelism(2);
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 5; i++) {
                scope.on(limited).launch(this::holdPermit);
              }
              running.await();
              assertThat(limited.snapshot()).contains(new DispatcherSnapshot(2, 2, 3));
              release.countDown();
            });
    Poll.untilEvenInterrupted(
        () -> limited.snapshot().orElseThrow().equals(new DispatcherSnapshot(2, 0, 0)));
  }

  @Test
  void taskThatWaits_holdsNoPermit() throws Exception {
    Dispatcher loop = Dispatchers.eventLoop();
    try (ServiceScope scope = ServiceScope.open("loop")) {
      Task<?> task = scope.on(loop).launch(() -> delay(Duration.ofHours(1)));
      task.start();
      Poll.until(() -> loop.snapshot().orElseThrow().equals(new DispatcherSnapshot(1, 0, 0)));
    }
  }

  @Test
  void dispatcherWithoutALimit_hasNoSnapshot() {
    assertThat(Dispatchers.virtual().snapshot()).isEmpty();
    assertThat(Dispatchers.from(Runnable::run).snapshot()).isEmpty();
    assertThat(Dispatchers.cpu().snapshot().orElseThrow().permits())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void limitedService_countsActiveAndQueuedTasks() throws Exception {
    ServiceScope scope = ServiceScope.builder("limited").maxConcurrent(2).maxQueued(5).open();
    assertThat(scope.snapshot()).isEqualTo(new ServiceScopeSnapshot(0, 0, true));
    for (int i = 0; i < 5; i++) {
      scope.launch(this::holdPermit);
    }
    scope.lazily().launch(() -> {});
    running.await();
    assertThat(scope.snapshot()).isEqualTo(new ServiceScopeSnapshot(2, 3, true));
    release.countDown();
    Poll.until(() -> scope.snapshot().equals(new ServiceScopeSnapshot(0, 0, true)));
    scope.close();
    assertThat(scope.snapshot()).isEqualTo(new ServiceScopeSnapshot(0, 0, false));
  }

  @Test
  void unlimitedService_countsDaemonsAndCancelledTasks() throws Exception {
    ServiceScope scope = ServiceScope.open("unlimited");
    scope.background(() -> delay(Duration.ofHours(1)));
    Task<?> stubborn =
        scope.launch(
            () -> {
              running.countDown();
              while (release.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
    Poll.until(() -> running.getCount() == 1);
    stubborn.cancel();
    assertThat(scope.snapshot()).isEqualTo(new ServiceScopeSnapshot(2, 0, true));
    scope.close(Duration.ZERO);
    assertThat(scope.snapshot().open()).isFalse();
    assertThat(scope.snapshot().queued()).isZero();
    release.countDown();
    Poll.until(() -> scope.snapshot().equals(new ServiceScopeSnapshot(0, 0, false)));
  }
}
