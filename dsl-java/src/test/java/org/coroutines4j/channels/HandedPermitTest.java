package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;

import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.sync.Semaphore;
import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a permit or a lock which is handed to a select, while the select chooses another
 * clause or is cancelled, is not lost.
 */
class HandedPermitTest {
  /** A semaphore that holds a resumption back, after the permit was handed over. */
  private record Slow(
      Semaphore real,
      CompletableFuture<Void> waiting,
      CompletableFuture<Void> handed,
      CompletableFuture<Void> mayResume)
      implements Semaphore {
    @Override
    public int getAvailablePermits() {
      return real.getAvailablePermits();
    }

    @Override
    public boolean tryAcquire() {
      return real.tryAcquire();
    }

    @Override
    public void release() {
      real.release();
    }

    @Override
    public Object acquire(Continuation<? super Unit> k) {
      Continuation<Unit> held =
          new Continuation<>() {
            @Override
            public CoroutineContext getContext() {
              return k.getContext();
            }

            @Override
            public void resumeWith(Object result) {
              handed.complete(null);
              mayResume.join();
              k.resumeWith(result);
            }
          };
      Object result = real.acquire(held);
      waiting.complete(null);
      return result;
    }
  }

  private static Slow slowDown(AsyncSemaphore semaphore) throws ReflectiveOperationException {
    Field field = AsyncSemaphore.class.getDeclaredField("semaphore");
    field.setAccessible(true);
    Slow slow =
        new Slow(
            (Semaphore) field.get(semaphore),
            new CompletableFuture<>(),
            new CompletableFuture<>(),
            new CompletableFuture<>());
    field.set(semaphore, slow);
    return slow;
  }

  @Test
  void permitHandedOver_beforeTheSelectEndsOtherwise_isReleased() throws Exception {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Slow slow = slowDown(semaphore);
    Channel<Integer> other = Channel.buffered(1);
    Thread releaser = new Thread(semaphore::release);
    taskScope()
        .run(
            scope -> {
              Task<String> selecting =
                  scope.async(
                      () ->
                          select()
                              .onAcquire(semaphore, () -> "permit")
                              .onReceive(other, n -> "other")
                              .await());
              await(slow.waiting());
              releaser.start();
              await(slow.handed());
              other.send(1);
              assertThat(selecting.await()).isEqualTo("other");
              slow.mayResume().complete(null);
              releaser.join();
            });
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Tag("stress")
  @Test
  void permits_areCounted_whileAnotherClauseIsReadyAtOnce() {
    Rounds rounds = Rounds.atLeast(100);
    taskScope()
        .run(
            scope -> {
              for (int i = rounds.take(); i >= 0; i = rounds.take()) {
                AsyncSemaphore semaphore = new AsyncSemaphore(0);
                Channel<Integer> other = Channel.buffered(1);
                int spins = i % 200;
                Task<?> sending =
                    scope.launch(
                        () -> {
                          Pause.of(spins);
                          other.send(1);
                        });
                Task<?> releasing = scope.launch(semaphore::release);
                boolean acquired =
                    select().onAcquire(semaphore, () -> true).onReceive(other, n -> false).await();
                sending.join();
                releasing.join();
                assertThat(semaphore.availablePermits()).isEqualTo(acquired ? 0 : 1);
              }
            });
  }

  @Tag("stress")
  @Test
  void lockHandedToACancelledSelect_isUnlocked() {
    Rounds rounds = Rounds.atLeast(100);
    taskScope()
        .run(
            scope -> {
              for (int i = rounds.take(); i >= 0; i = rounds.take()) {
                AsyncMutex lock = new AsyncMutex();
                lock.lock();
                AtomicBoolean chosen = new AtomicBoolean();
                Task<?> selecting =
                    scope.launch(
                        () ->
                            select()
                                .onLock(
                                    lock,
                                    () -> {
                                      chosen.set(true);
                                      return 1;
                                    })
                                .await());
                Task<?> unlocking = scope.launch(lock::unlock);
                Pause.of(i % 1_000);
                selecting.cancelAndJoin();
                unlocking.join();
                assertThat(lock.isLocked()).isEqualTo(chosen.get());
              }
            });
  }
}
