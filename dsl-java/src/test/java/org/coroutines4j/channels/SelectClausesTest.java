package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards the clauses for the end of a channel, a task, a lock, a permit, an event and a deadline: a
 * clause that is not chosen leaves nothing behind.
 */
class SelectClausesTest {
  private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void onReceiveOrClosed_passesElementsAndTheEnd() {
    Channel<Integer> channel = Channel.buffered(2);
    channel.send(1);
    channel.close();
    for (int i = 0; i < 2; i++) {
      selectRun().onReceiveOrClosed(channel, log::add).await();
    }
    assertThat(log)
        .containsExactly(new ReceiveResult.Received<>(1), new ReceiveResult.Closed<>(null));
  }

  @Test
  void onReceiveOrClosed_thatWaits_seesTheClose() {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              Task<Boolean> closed =
                  scope.async(
                      () ->
                          select()
                              .onReceiveOrClosed(
                                  channel, end -> end instanceof ReceiveResult.Closed<Integer>)
                              .await());
              channel.close();
              assertThat(closed.await()).isTrue();
            });
  }

  @Test
  void onJoin_seesTheEnd_andLeavesTheFailureToOthers() {
    IllegalStateException broken = new IllegalStateException("broken");
    supervisorScope()
        .run(
            scope -> {
              Task<?> failing =
                  scope
                      .lazily()
                      .async(
                          () -> {
                            throw broken;
                          });
              assertThat(select().onJoin(failing, () -> "done").await()).isEqualTo("done");
              assertThat(failing.awaitOutcome()).isEqualTo(new Outcome.Failure<>(broken));
            });
  }

  @Test
  void onLock_runsItsHandlerWithTheLock() {
    AsyncMutex lock = new AsyncMutex();
    taskScope()
        .run(
            scope -> {
              lock.lock();
              AtomicReference<Thread> selecting = new AtomicReference<>();
              Task<Boolean> waiter =
                  scope.async(
                      () -> {
                        selecting.set(Thread.currentThread());
                        return select()
                            .onLock(
                                lock,
                                () -> {
                                  boolean held = lock.isLocked();
                                  lock.unlock();
                                  return held;
                                })
                            .await();
                      });
              untilItWaits(selecting);
              lock.unlock();
              assertThat(waiter.await()).isTrue();
            });
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void clauseThatIsNotChosen_acquiresNothing() {
    AsyncMutex lock = new AsyncMutex();
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    lock.lock();
    String chosen =
        select()
            .onLock(lock, () -> "lock")
            .onAcquire(semaphore, () -> "permit")
            .onTimeout(ofMillis(1), () -> "time")
            .await();
    assertThat(chosen).isEqualTo("time");
    lock.unlock();
    semaphore.release();
    assertThat(lock.isLocked()).isFalse();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void onAcquire_ofAFreePermit_takesItImmediately() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    assertThat(select().onAcquire(semaphore, semaphore::availablePermits).await()).isZero();
  }

  @Test
  void onEvent_isReadyWhenSet_evenIfClearedImmediately() {
    AsyncEvent event = new AsyncEvent();
    AtomicReference<Thread> selecting = new AtomicReference<>();
    taskScope()
        .run(
            scope -> {
              Task<String> waiter =
                  scope.async(
                      () -> {
                        selecting.set(Thread.currentThread());
                        return select().onEvent(event, () -> "event").await();
                      });
              untilItWaits(selecting);
              event.set();
              event.clear();
              assertThat(waiter.await()).isEqualTo("event");
              event.set();
              assertThat(select().onEvent(event, () -> "set").await()).isEqualTo("set");
            });
  }

  private static void untilItWaits(AtomicReference<Thread> thread) throws InterruptedException {
    Poll.until(() -> thread.get() != null && Waits.isWaitingWithoutLimit(thread.get()));
  }

  @Test
  void onDeadline_isTheSameForEachAwait() {
    Channel<Integer> ticks = Channel.unlimited();
    AtomicInteger received = new AtomicInteger();
    Select<Boolean> next =
        select()
            .onDeadline(ofMillis(20), () -> false)
            .onReceive(
                ticks,
                tick -> {
                  received.incrementAndGet();
                  delay(ofMillis(1));
                  ticks.send(1);
                  return true;
                });
    ticks.send(1);
    while (next.await()) {
      assertThat(received).hasValueLessThan(10_000);
    }
    assertThat(received).hasPositiveValue();
    assertThat(select().onDeadline(Duration.ZERO, () -> 1).await()).isEqualTo(1);
    assertThat(select().onDeadline(ofSeconds(Long.MAX_VALUE), () -> 1).orElse(() -> 2).await())
        .isEqualTo(2);
  }

  /** Selects on a lock and a permit race a timer and a cancellation. */
  @Tag("stress")
  @Test
  void locksAndPermits_areNeverLost_norHeldTwice() {
    Rounds rounds = Rounds.atLeast(100);
    AsyncMutex lock = new AsyncMutex();
    AsyncSemaphore semaphore = new AsyncSemaphore(2);
    AtomicInteger inside = new AtomicInteger();
    int round = 0;
    while (rounds.next()) {
      int spins = round++ * 37 % 3_000;
      supervisorScope()
          .run(
              scope -> {
                List<Task<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                  tasks.add(scope.async(() -> contend(lock, semaphore, inside, spins)));
                }
                Pause.of(spins);
                tasks.get(round(spins)).cancel();
                tasks.forEach(Task::join);
              });
      assertThat(inside).hasValue(0);
      assertThat(lock.isLocked()).isFalse();
      assertThat(semaphore.availablePermits()).isEqualTo(2);
    }
  }

  private static int round(int spins) {
    return spins % 4;
  }

  private static String contend(
      AsyncMutex lock, AsyncSemaphore semaphore, AtomicInteger inside, int spins) {
    for (int i = 0; i < 3; i++) {
      selectRun()
          .onLock(
              lock,
              () -> {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                Pause.of(spins);
                inside.decrementAndGet();
                lock.unlock();
              })
          .onAcquire(
              semaphore,
              () -> {
                Pause.of(spins);
                semaphore.release();
              })
          .onTimeout(Duration.ofNanos(spins * 10L), () -> {})
          .fair()
          .await();
    }
    return "done";
  }

  @Test
  void onJoin_ofTheTaskItself_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope ->
                            scope.async(() -> select().onJoin(Tasks.current(), () -> 1).await())));
  }

  /** Another task sets and clears the event after the select has looked at it. */
  @Test
  void onEvent_seesAPulse_betweenItsLookAndItsWait() {
    AsyncEvent event = new AsyncEvent();
    CompletableFuture<Integer> pulsing =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Integer> whenComplete(
              BiConsumer<? super Integer, ? super Throwable> action) {
            event.set();
            event.clear();
            return super.whenComplete(action);
          }
        };
    String chosen =
        select()
            .onEvent(event, () -> "event")
            .onAwait(pulsing, n -> "stage")
            .onTimeout(ofSeconds(5), () -> "missed")
            .await();
    assertThat(chosen).isEqualTo("event");
  }
}
