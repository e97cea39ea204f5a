package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Test;

/**
 * Guards that a lazy task starts when it is first needed, and is cancelled and reported if it never
 * is.
 */
class LazyTaskTest {
  private final List<String> ran = new CopyOnWriteArrayList<>();

  @Test
  void lazyTask_startsWhenItIsAwaitedJoinedOrStarted() {
    Async.run(
        scope -> {
          TaskScope lazily = scope.lazily();
          Task<Boolean> awaited = lazily.async(() -> ran.add("awaited"));
          Task<Boolean> joined = lazily.async(() -> ran.add("joined"));
          Task<Boolean> started = lazily.async(() -> ran.add("started"));
          Task<Boolean> asked = lazily.async(() -> ran.add("asked"));
          Task<Boolean> waitedFor = lazily.async(() -> ran.add("waited for"));
          assertThat(ran).isEmpty();
          awaited.await();
          joined.join();
          assertThat(started.start()).isTrue();
          assertThat(started.start()).isFalse();
          started.join();
          asked.awaitOutcome();
          Tasks.waitUntil(WaitUntil.ALL_COMPLETED, List.of(waitedFor));
          assertThat(ran).containsExactly("awaited", "joined", "started", "asked", "waited for");
        });
  }

  @Test
  void lazyTaskNeverStarted_isCancelledAndReported_whenTheBodyEnds() {
    Task<?>[] lazy = new Task<?>[1];
    try (CapturedLog log = new CapturedLog()) {
      Async.taskScope()
          .named("shop")
          .run(scope -> lazy[0] = scope.named("order").lazily().async(() -> ran.add("never")));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("lazy task 'order' of scope 'shop' was never started");
    }
    assertThat(lazy[0].isCancelled()).isTrue();
    assertThat(catchThrowable(() -> lazy[0].await()))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessageContaining("never started");
    assertThat(ran).isEmpty();
  }

  @Test
  void lazyTaskNeverStarted_isToldToTheHandler_andNotThrown() {
    List<String> told = new CopyOnWriteArrayList<>();
    Async.supervisorScope()
        .onFailure((task, failure) -> told.add(task.name()))
        .run(
            scope -> {
              scope.named("order").lazily().launch(() -> ran.add("never"));
              scope.named("cancelled").lazily().launch(() -> ran.add("never")).cancel();
            });
    assertThat(told).containsExactly("order");
  }

  /** It would keep its scope waiting indefinitely. */
  @Test
  void lazyTask_madeAfterTheBodyEnded_isCancelledAndReportedAtEnd() {
    CountDownLatch bodyEnded = new CountDownLatch(1);
    CompletableFuture<Task<?>> lazy = new CompletableFuture<>();
    try (CapturedLog log = new CapturedLog()) {
      Async.taskScope()
          .run(
              scope -> {
                scope.launch(
                    () -> {
                      bodyEnded.await();
                      lazy.complete(scope.named("late").lazily().async(() -> ran.add("never")));
                      Task<Boolean> used = scope.lazily().async(() -> ran.add("used"));
                      used.await();
                    });
                releaseWhenWaiting(bodyEnded);
              });
      assertThat(log.lines()).singleElement().asString().contains("lazy task 'late'");
    }
    assertThat(lazy.join().isCancelled()).isTrue();
    assertThat(ran).containsExactly("used");
  }

  @Test
  void lazyTaskOfACancelledScope_isCancelled_andNotReported() {
    Task<?>[] lazy = new Task<?>[1];
    IllegalStateException failure = new IllegalStateException("boom");
    try (CapturedLog log = new CapturedLog()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  Async.taskScope()
                      .run(
                          scope -> {
                            lazy[0] = scope.lazily().async(() -> ran.add("never"));
                            throw failure;
                          }));
      assertThat(thrown).isSameAs(failure);
      assertThat(thrown.getSuppressed()).isEmpty();
      assertThat(log.lines()).isEmpty();
    }
    assertThat(lazy[0].isCancelled()).isTrue();
  }

  /**
   * Counts down when the current thread, which runs the body of a block, has nothing left to do.
   */
  static void releaseWhenWaiting(CountDownLatch latch) {
    Thread body = Thread.currentThread();
    Thread watcher =
        new Thread(
            () -> {
              Poll.untilEvenInterrupted(() -> Waits.isWaitingWithoutLimit(body));
              latch.countDown();
            });
    watcher.setDaemon(true);
    watcher.start();
  }
}
