package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.TimeBudget;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that nothing is lost if a deadline or a cancellation races against what the code waits
 * for.
 */
@Timeout(120)
class KeptValueRaceTest {
  private static final Duration BUDGET = ofMillis(600);
  private static final int AT_LEAST = 200;

  private final Random random = new Random(17);

  /** Waits for about as long as the other side needs. */
  private Duration about() {
    return ofNanos(1 + random.nextInt(300_000));
  }

  @ParameterizedTest
  @EachDispatcher
  void itemsOfAQueue(Dispatcher dispatcher) {
    AtomicInteger got = new AtomicInteger();
    int[] put = {0};
    run(
        scope -> {
          AsyncQueue<Integer> queue = AsyncQueue.fifo();
          Iterator<Integer> items = queue.iterator();
          TimeBudget budget = TimeBudget.of(BUDGET, AT_LEAST);
          while (budget.next()) {
            int round = budget.rounds();
            Duration limit = about();
            Task<?> getter =
                scope
                    .on(dispatcher)
                    .launch(
                        () -> {
                          Optional<Integer> item =
                              round % 2 == 0
                                  ? withTimeoutOrEmpty(limit, queue::get)
                                  : withTimeoutOrEmpty(limit, items::next);
                          item.ifPresent(i -> got.incrementAndGet());
                        });
            Pause.of(random.nextInt(20_000));
            queue.put(round);
            put[0]++;
            getter.await();
          }
          while (queue.tryGet().isPresent()) {
            got.incrementAndGet();
          }
          // one that was found by hasNext of a timed-out next() is kept by the iterator
          while (withTimeoutOrEmpty(ofMillis(20), items::next).isPresent()) {
            got.incrementAndGet();
          }
        });
    assertThat(got).hasValue(put[0]);
  }

  @ParameterizedTest
  @EachDispatcher
  void elementsOfAChannel(Dispatcher dispatcher) {
    AtomicInteger got = new AtomicInteger();
    AtomicInteger undelivered = new AtomicInteger();
    int[] sent = {0};
    run(
        scope -> {
          Channel<Integer> channel =
              Channel.<Integer>builder()
                  .capacity(1_000_000)
                  .onUndelivered(e -> undelivered.incrementAndGet())
                  .build();
          TimeBudget budget = TimeBudget.of(BUDGET, AT_LEAST);
          while (budget.next()) {
            Duration limit = about();
            Task<?> receiver =
                scope
                    .on(dispatcher)
                    .launch(
                        () ->
                            withTimeoutOrEmpty(limit, channel::receive)
                                .ifPresent(e -> got.incrementAndGet()));
            Pause.of(random.nextInt(20_000));
            channel.send(budget.rounds());
            sent[0]++;
            receiver.await();
          }
          while (channel.tryReceive() instanceof ReceiveResult.Received<Integer>) {
            got.incrementAndGet();
          }
        });
    assertThat(got.get() + undelivered.get()).isEqualTo(sent[0]);
  }

  @ParameterizedTest
  @EachDispatcher
  void locksAndPermits(Dispatcher dispatcher) {
    AsyncMutex mutex = new AsyncMutex();
    AsyncSemaphore permits = new AsyncSemaphore(1);
    run(
        scope -> {
          TimeBudget budget = TimeBudget.of(BUDGET, AT_LEAST);
          while (budget.next()) {
            Duration limit = about();
            mutex.lock();
            permits.acquire();
            Task<?> waiter =
                scope
                    .on(dispatcher)
                    .launch(
                        () -> {
                          if (withTimeoutOrEmpty(limit, () -> locked(mutex)).isPresent()) {
                            mutex.unlock();
                          }
                          if (withTimeoutOrEmpty(limit, () -> acquired(permits)).isPresent()) {
                            permits.release();
                          }
                        });
            Pause.of(random.nextInt(20_000));
            mutex.unlock();
            permits.release();
            waiter.await();
            assertThat(mutex.tryLock()).as("free again").isTrue();
            mutex.unlock();
            assertThat(permits.tryAcquire()).as("there again").isTrue();
            permits.release();
          }
        });
  }

  private static boolean locked(AsyncMutex mutex) {
    mutex.lock();
    return true;
  }

  private static boolean acquired(AsyncSemaphore permits) {
    permits.acquire();
    return true;
  }

  /** The open resources. A task closes the resource that it requested, if it has received it. */
  private final AtomicInteger open = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"withContext", "taskScope", "scope elsewhere", "call", "timeout"})
  void resourcesThatAreOpened_whileTheCallerIsCancelled(String verb) {
    AtomicInteger closed = new AtomicInteger();
    run(
        scope -> {
          Rounds rounds = Rounds.atLeast(AT_LEAST).until(() -> closed.get() > 0);
          while (rounds.next()) {
            Task<?> opener = scope.launch(() -> openAndClose(verb, closed));
            Pause.of(random.nextInt(20_000));
            opener.cancel();
            opener.join();
          }
        });
    assertThat(closed.get()).isEqualTo(open.get()).isPositive();
  }

  private void openAndClose(String verb, AtomicInteger closed) {
    Integer resource =
        switch (verb) {
          case "withContext" -> withContext(Dispatchers.cpu(), this::open);
          case "taskScope" -> taskScope().call(s -> open());
          case "scope elsewhere" -> taskScope().on(Dispatchers.cpu()).call(s -> open());
          case "call" -> call((TaskScope s) -> open());
          default -> withTimeout(ofSeconds(60), this::open);
        };
    assertThat(resource).isEqualTo(1);
    closed.incrementAndGet();
  }

  /** Cannot be cancelled once it has opened. */
  private Integer open() {
    delay(ofNanos(20_000));
    open.incrementAndGet();
    return 1;
  }
}
