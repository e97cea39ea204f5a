package org.coroutines4j.channels;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.EachLimitedDispatcher;
import org.junit.jupiter.params.ParameterizedTest;

/** Guards that a task that waits for a channel or in a select releases its permit. */
class ChannelWaitTest {
  private static final int ROUNDS = 50;

  /** More than there are permits. */
  private static final int TASKS = Runtime.getRuntime().availableProcessors() + 2;

  private final Channel<Integer> channel = Channel.rendezvous();

  @ParameterizedTest
  @EachLimitedDispatcher
  void sendReceiveAndLoop_releaseThePermitToTheirPartners(Dispatcher dispatcher) {
    AtomicInteger sum = new AtomicInteger();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      sum.addAndGet(channel.receive());
                      if (channel.receiveOrClosed() instanceof ReceiveResult.Received<Integer> r) {
                        sum.addAndGet(r.value());
                      }
                      channel.forEach(sum::addAndGet);
                    });
              }
              List<Task<?>> senders = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                senders.add(scope.launch(() -> IntStream.range(0, ROUNDS).forEach(channel::send)));
              }
              senders.forEach(Task::join);
              channel.close();
            });
    assertThat(sum).hasValue(TASKS * ROUNDS * (ROUNDS - 1) / 2);
  }

  /** The tasks meet in selects only, so that each has to wait for the others. */
  @ParameterizedTest
  @EachLimitedDispatcher
  void selects_releaseThePermitToEachOther(Dispatcher dispatcher) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
    AtomicInteger sum = new AtomicInteger();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                everyRound(scope::launch, () -> sum.addAndGet(takeOne(queue)));
                everyRound(scope::launch, () -> giveOne(queue));
              }
            });
    assertThat(sum).hasValue(TASKS * ROUNDS);
    assertThat(queue.isEmpty()).isTrue();
  }

  private static void everyRound(Consumer<ThrowingRunnable> launch, ThrowingRunnable action) {
    launch.accept(
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            action.run();
          }
        });
  }

  private int takeOne(AsyncQueue<Integer> queue) {
    return select()
        .onReceive(channel, v -> v)
        .onReceive(queue, v -> v)
        .onTimeout(ofDays(1), () -> 1_000_000)
        .await();
  }

  private void giveOne(AsyncQueue<Integer> queue) {
    assertThat(
            select()
                .onSend(channel, 1, () -> "sent")
                .onSend(queue, 1, () -> "put")
                .onTimeout(ofDays(1), () -> "late")
                .await())
        .isNotEqualTo("late");
  }

  /** One after the other, of which each is ended by the task that starts it. */
  @ParameterizedTest
  @EachLimitedDispatcher
  void eachClause_releasesThePermitToTheTaskThatEndsTheWait(Dispatcher dispatcher) {
    AsyncQueue<Integer> empty = AsyncQueue.fifo(1);
    AsyncQueue<Integer> full = AsyncQueue.fifo(1);
    full.put(0);
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    Channel<Integer> out = Channel.rendezvous();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              Task<Integer> task = scope.async(() -> await(gate));
              List<Task<String>> waiting =
                  Stream.<Callable<String>>of(
                          () -> select().onReceive(channel, v -> "received").await(),
                          () -> select().onSend(out, 1, () -> "sent").await(),
                          () -> select().onReceive(empty, v -> "got").await(),
                          () -> select().onSend(full, 1, () -> "put").await(),
                          () -> select().onAwait(task, v -> "ended").await(),
                          () -> select().onAwait(stage, v -> "completed").await(),
                          () -> select().onTimeout(ofMillis(20), () -> "late").await())
                      .<Task<String>>map(scope::async)
                      .toList();
              channel.send(1);
              out.receive();
              empty.put(1);
              full.get();
              scope.launch(() -> gate.complete(1)).join();
              scope.launch(() -> stage.complete(1)).join();
              assertThat(waiting.stream().map(Task::await).toList())
                  .containsExactly("received", "sent", "got", "put", "ended", "completed", "late");
            });
  }
}
