package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.testkit.TimeBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards that an interrupt from outside the library is never lost, and that an interrupt in a
 * cancelled body is not a failure.
 */
@Timeout(60)
class InterruptedCleanupTest {
  @Test
  void interrupt_ofACleanup_isNoFailure_isSetAgainOnAForeignThread() {
    Thread here = Thread.currentThread();
    CountDownLatch cleaning = new CountDownLatch(1);
    Thread interrupter = interrupterAfter(cleaning, here);
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    ofMillis(10),
                    () -> {
                      try {
                        delay(ofMinutes(5));
                      } finally {
                        cleaning.countDown();
                        Thread.sleep(300_000);
                      }
                    }));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
    join(interrupter);
  }

  private static Thread interrupterAfter(CountDownLatch latch, Thread interrupted) {
    Thread thread =
        new Thread(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              interrupted.interrupt();
            });
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void interruptOfACleanup_cancelsTheTask() {
    run(
        scope -> {
          CountDownLatch cleaning = new CountDownLatch(1);
          CompletableFuture<Thread> thread = new CompletableFuture<>();
          Throwable[] seen = new Throwable[2];
          Task<?> task =
              scope.launch(
                  () -> {
                    thread.complete(Thread.currentThread());
                    seen[0] =
                        catchThrowable(
                            () ->
                                withTimeout(
                                    ofMillis(10),
                                    () -> {
                                      try {
                                        delay(ofMinutes(5));
                                      } finally {
                                        cleaning.countDown();
                                        Thread.sleep(300_000);
                                      }
                                    }));
                    seen[1] = catchThrowable(() -> delay(ofMinutes(5)));
                  });
          cleaning.await();
          thread.join().interrupt();
          task.join();
          assertThat(seen[0]).isInstanceOf(TimeoutExceededException.class);
          assertThat(seen[1]).isInstanceOf(CancellationException.class);
          assertThat(task.isCancelled()).isTrue();
        });
  }

  /**
   * At any moment from when the block waits on: the flag is there in the end. Before that the
   * deadline may have to interrupt too, and a thread has one flag for both.
   */
  @Test
  void interruptAtAnyMoment_isThereInTheEnd() {
    Random random = new Random(5);
    TimeBudget budget = TimeBudget.of(ofMillis(1_500), 50);
    while (budget.next()) {
      int nanos = random.nextInt(8_000_000);
      AtomicBoolean over = new AtomicBoolean();
      Thread interrupter = interrupterOfWait(Thread.currentThread(), nanos, over);
      Throwable thrown =
          catchThrowable(
              () ->
                  taskScope()
                      .run(
                          scope ->
                              withTimeout(
                                  ofMillis(5),
                                  () -> {
                                    try {
                                      delay(ofMinutes(5));
                                    } finally {
                                      Thread.sleep(1);
                                    }
                                  })));
      over.set(true);
      joinUninterrupted(interrupter); // which may come after the block
      assertThat(Thread.interrupted()).as("round %d: %s", budget.rounds(), thrown).isTrue();
      assertThat(thrown)
          .isInstanceOfAny(TimeoutExceededException.class, CancellationException.class);
    }
  }

  /** A thread that interrupts {@code waiting}, after {@code nanos} from when it waits in a verb. */
  private static Thread interrupterOfWait(Thread waiting, int nanos, AtomicBoolean over) {
    Thread thread =
        new Thread(
            () -> {
              while (!(LockSupport.getBlocker(waiting) instanceof CoroutineThread) && !over.get()) {
                LockSupport.parkNanos(1_000);
              }
              LockSupport.parkNanos(nanos);
              waiting.interrupt();
            });
    thread.start();
    return thread;
  }

  private static void joinUninterrupted(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void interruptedException_ofACancelledBody_isItsCancellation() {
    run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () -> {
                    Tasks.current().cancel();
                    throw new InterruptedException("made by the user");
                  });
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void interruptedExceptionThatAUserMakes_isAFailure_whileActive() {
    supervisorScope()
        .onFailure((task, failure) -> {})
        .run(
            scope -> {
              Task<?> made =
                  scope.launch(
                      () -> {
                        throw new InterruptedException("made by the user");
                      });
              assertThat(made.awaitOutcome())
                  .isInstanceOfSatisfying(
                      Outcome.Failure.class,
                      f -> assertThat(f.exception()).isInstanceOf(InterruptedException.class));
              Task<?> caused =
                  scope.launch(
                      () -> {
                        throw new IllegalStateException(new InterruptedException());
                      });
              assertThat(caused.awaitOutcome()).isInstanceOf(Outcome.Failure.class);
            });
    assertThat(
            catchThrowable(
                () ->
                    taskScope()
                        .run(
                            scope -> {
                              throw new InterruptedException("made by the user");
                            })))
        .isInstanceOf(TaskFailedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void outsideInterrupt_ofBlocking_cancels_isSetAgainOnExecutor() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Executor executor =
        task ->
            new Thread(
                    () -> {
                      task.run();
                      flag.complete(Thread.interrupted());
                    })
                .start();
    supervisorScope()
        .run(
            scope -> {
              Task<?> task =
                  scope
                      .on(Dispatchers.from(executor))
                      .launch(
                          () -> {
                            thread.complete(Thread.currentThread());
                            Thread.sleep(300_000);
                          });
              thread.join().interrupt();
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
    assertThat(flag.join()).isTrue();
  }

  @Test
  void channelClosedByOutsideInterrupt_isACancellation_flagSetAgain() {
    Thread.currentThread().interrupt();
    Throwable thrown =
        catchThrowable(
            () ->
                blocking(
                    () -> {
                      Pipe pipe = Pipe.open();
                      try {
                        return pipe.source().read(ByteBuffer.allocate(1));
                      } catch (ClosedByInterruptException e) {
                        assertThat(Thread.currentThread().isInterrupted()).isTrue();
                        throw e;
                      }
                    }));
    assertThat(thrown).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
