package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a failure reaches exactly one place, also if its waiter is cancelled at that moment.
 */
@Tag("stress")
@Tag("exceptions")
class FailureRaceTest {
  private static final int ROUNDS = 50;

  private final List<Throwable> handled = new CopyOnWriteArrayList<>();
  private final AtomicReference<Throwable> caught = new AtomicReference<>();
  private final IllegalStateException failure = new IllegalStateException("boom");

  private ThrowingRunnable failingAfter(CountDownLatch now) {
    return () -> {
      Poll.until(() -> now.getCount() == 0); // one that has to be woken hardly ever meets the other
      throw failure;
    };
  }

  private void awaitFailure(Task<?> failing) {
    try {
      failing.await();
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalStateException e) {
      caught.set(e);
    }
  }

  private ScopeBlock handling() {
    handled.clear();
    caught.set(null);
    return Async.supervisorScope().onFailure((task, thrown) -> handled.add(thrown));
  }

  private void assertOnePlace() {
    assertThat(handled.size() + (caught.get() == null ? 0 : 1)).isEqualTo(1);
  }

  @Test
  void failedLaunch_whoseWaiterIsCancelled_isHandledOrReported() {
    Rounds rounds = Rounds.atLeast(ROUNDS);
    while (rounds.next()) {
      handling()
          .run(
              scope -> {
                CountDownLatch now = new CountDownLatch(1);
                Task<?> failing = scope.launch(failingAfter(now));
                Task<?> waiter =
                    scope.launch(
                        () -> {
                          awaitFailure(failing);
                        });
                Waits.untilAwaited(failing);
                now.countDown();
                waiter.cancel();
              });
      assertOnePlace();
    }
  }

  @Test
  void failure_whileItsFutureIsCompleted_isHandledByItOrReported() {
    Rounds rounds = Rounds.atLeast(ROUNDS);
    while (rounds.next()) {
      CompletableFuture<?>[] future = new CompletableFuture<?>[1];
      handling()
          .run(
              scope -> {
                CountDownLatch now = new CountDownLatch(1);
                future[0] = scope.launch(failingAfter(now)).toCompletableFuture();
                now.countDown();
                future[0].complete(null);
              });
      caught.set(future[0].<Throwable>handle((value, thrown) -> thrown).join());
      assertOnePlace();
    }
  }

  @Test
  void failure_isHandledByAWaiterOutsideOrThrownByTheBlock() {
    Rounds rounds = Rounds.atLeast(ROUNDS);
    while (rounds.next()) {
      CompletableFuture<Task<?>> awaited = new CompletableFuture<>();
      Async.supervisorScope()
          .run(
              outer -> {
                Task<?> waiter =
                    outer.launch(
                        () -> {
                          awaitFailure(Async.await(awaited));
                        });
                handling()
                    .run(
                        scope -> {
                          CountDownLatch now = new CountDownLatch(1);
                          Task<?> failing =
                              scope.async(
                                  () -> {
                                    failingAfter(now).run();
                                    return null;
                                  });
                          awaited.complete(failing);
                          Waits.untilAwaited(failing);
                          now.countDown();
                          waiter.cancel();
                        });
              });
      assertOnePlace();
    }
  }
}
