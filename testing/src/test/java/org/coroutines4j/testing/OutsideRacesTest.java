package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that threads outside a test may wake and cancel its tasks while the permit is passed on.
 */
@Tag("stress")
class OutsideRacesTest {
  private static final int EVENTS = Stress.rounds(200);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdown();
  }

  @Test
  void eventsFromOutside_arriveOnceEach_whileTimeMoves() {
    List<String> ledger = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    runIdleAfterwards(
        test -> {
          Channel<Integer> letters = Channel.unlimited();
          List<CompletableFuture<Integer>> futures = new ArrayList<>();
          List<Task<?>> endless = new ArrayList<>();
          for (int i = 0; i < EVENTS; i++) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            futures.add(future);
            test.launch(() -> ledger.add("future " + await(future)));
            endless.add(test.named("endless " + i).launch(this::tick));
            expected.addAll(List.of("future " + i, "letter " + i, "cancel " + i));
          }
          for (int i = 0; i < 3; i++) {
            test.launch(() -> receive(letters, ledger));
          }
          List<CompletableFuture<?>> senders = new ArrayList<>();
          senders.add(outside(() -> each(i -> futures.get(i).complete(i))));
          senders.add(outside(() -> each(letters::trySend)));
          senders.add(outside(() -> each(i -> endless.get(i).cancel())));
          for (int i = 0; i < EVENTS; i++) {
            endless.get(i).join();
            ledger.add("cancel " + i);
          }
          senders.forEach(sender -> await(sender));
          letters.close();
        });
    Collections.sort(ledger);
    Collections.sort(expected);
    assertThat(ledger).isEqualTo(expected);
  }

  private void tick() {
    while (true) {
      delay(ofMillis(3));
    }
  }

  private static void receive(Channel<Integer> letters, List<String> ledger) {
    try {
      while (true) {
        selectRun()
            .onReceive(letters, n -> ledger.add("letter " + n))
            .onTimeout(ofMillis(2), () -> {})
            .await();
      }
    } catch (ChannelClosedException e) {
      // all have come
    }
  }

  @Test
  void heldTime_doesNotMove_whateverElseIsWokenMeanwhile() {
    runIdleAfterwards(
        test -> {
          test.background(this::tick);
          Rounds rounds = Rounds.atLeast(30);
          while (rounds.next()) {
            CompletableFuture<Void> plain = new CompletableFuture<>();
            Task<?> other = test.launch(() -> await(plain));
            Task<?> blocked = test.launch(() -> blocking(() -> unmoved(test, () -> Pause.of(300))));
            CompletableFuture<Void> held = new CompletableFuture<>();
            CompletableFuture<?> first = outside(() -> assertThat(plain.complete(null)).isTrue());
            unmoved(
                test,
                () -> {
                  CompletableFuture<Void> external = test.external(held);
                  CompletableFuture<?> second =
                      outside(() -> assertThat(held.complete(null)).isTrue());
                  await(external);
                  second.join();
                });
            blocked.join();
            other.join();
            first.join();
            delay(ofMillis(1));
          }
        });
  }

  private static void unmoved(TestScope test, ThrowingRunnable action) throws Exception {
    Duration before = test.clock().elapsed();
    action.run();
    assertThat(test.clock().elapsed()).isEqualTo(before);
  }

  @Test
  void blockingWait_wokenAndCancelledTogether_endsAndHoldsNothing() {
    runIdleAfterwards(
        test -> {
          test.background(this::tick);
          Rounds rounds = Rounds.atLeast(30);
          for (int round = rounds.take(); round >= 0; round = rounds.take()) {
            CompletableFuture<Void> future = new CompletableFuture<>();
            Task<?> task =
                test.launch(
                    () -> blocking(() -> withTimeoutOrEmpty(ofMillis(5), () -> await(future))));
            delay(ofMillis(round % 6));
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<?> wakes = outside(() -> met(start, () -> future.complete(null)));
            CompletableFuture<?> cancels = outside(() -> met(start, task::cancel));
            task.join();
            await(wakes);
            await(cancels);
          }
        });
  }

  private static void met(CyclicBarrier start, ThrowingRunnable action) throws Exception {
    start.await();
    action.run();
  }

  private static void each(IntConsumer action) {
    IntStream.range(0, EVENTS).forEach(action);
  }

  private CompletableFuture<?> outside(ThrowingRunnable action) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            action.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        threads);
  }

  /** At the end no task holds the permit, none has paused the clock, and no timer is left. */
  private static void runIdleAfterwards(TestAction body) {
    VirtualTimeScheduler[] time = new VirtualTimeScheduler[1];
    runTest(
        test -> {
          time[0] = (VirtualTimeScheduler) InternalDispatcher.of(test.dispatcher()).clock();
          body.run(test);
        });
    Poll.untilEvenInterrupted(time[0]::isIdle); // the last body leaves after its task has ended
  }
}
