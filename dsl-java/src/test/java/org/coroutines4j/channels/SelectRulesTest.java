package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards how clauses end, in which order ready clauses are chosen, and that a channel may stand in
 * two clauses.
 */
@Tag("exceptions")
class SelectRulesTest {
  private final Channel<String> channel = Channel.buffered(100);
  private final Channel<String> other = Channel.buffered(100);

  @Test
  void closedChannel_isChosen_andTold() {
    IOException cause = new IOException();
    channel.closeExceptionally(cause);
    assertThat(catchThrowable(() -> select().onReceive(channel, v -> v).await()))
        .isInstanceOf(ChannelClosedException.class)
        .cause()
        .isSameAs(cause);
    assertThat(
            catchThrowable(
                () -> select().onSend(channel, "late", () -> "").orElse(() -> "").await()))
        .isInstanceOf(ChannelClosedException.class)
        .cause()
        .isSameAs(cause);
  }

  @Test
  void closeDuringTheWait_isTold_withItsCause() {
    IOException cause = new IOException();
    Channel<String> in = Channel.rendezvous();
    Channel<String> out = Channel.rendezvous();
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              Task<Throwable> receiving =
                  scope.async(() -> catchThrowable(() -> select().onReceive(in, v -> v).await()));
              Task<Throwable> sending =
                  scope.async(
                      () -> catchThrowable(() -> select().onSend(out, "", () -> "").await()));
              yieldNow();
              in.closeExceptionally(cause);
              out.cancel();
              assertThat(receiving.await().getCause()).isSameAs(cause);
              assertThat(sending.await())
                  .isInstanceOf(ChannelClosedException.class)
                  .hasCauseInstanceOf(CancellationException.class);
            });
  }

  @Test
  void queueThatIsShutDown_isChosen_andTold() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    queue.put("last");
    queue.shutdown();
    assertThat(select().onReceive(queue, v -> v).await()).isEqualTo("last");
    assertThatThrownBy(() -> select().onReceive(queue, v -> v).await())
        .isInstanceOf(QueueShutdownException.class);
    assertThatThrownBy(() -> select().onSend(queue, "", () -> "").await())
        .isInstanceOf(QueueShutdownException.class);
  }

  @Test
  void failureOfAChosenTask_isThrown_andHandled() {
    IllegalStateException failure = new IllegalStateException("boom");
    CopyOnWriteArrayList<Throwable> reported = new CopyOnWriteArrayList<>();
    supervisorScope()
        .onFailure((task, thrown) -> reported.add(thrown))
        .run(
            scope -> {
              CompletableFuture<Void> gate = new CompletableFuture<>();
              Task<String> task =
                  scope.async(
                      () -> {
                        org.coroutines4j.Async.await(gate);
                        throw failure;
                      });
              scope.launch(() -> gate.complete(null));
              assertThat(
                      catchThrowable(
                          () -> select().onAwait(task, v -> v).onReceive(other, v -> v).await()))
                  .isSameAs(failure);
            });
    assertThat(reported).isEmpty();
  }

  @Test
  void cancelledTask_isNamed() {
    taskScope()
        .run(
            scope -> {
              Task<String> task =
                  scope
                      .named("slow")
                      .async(() -> org.coroutines4j.Async.await(new CompletableFuture<>()));
              task.cancel("no longer wanted");
              assertThatThrownBy(() -> select().onAwait(task, v -> v).await())
                  .isInstanceOf(TaskCancelledException.class)
                  .hasMessageContaining("slow");
            });
  }

  @Test
  void stageFailure_isThrownWithoutItsWrapper_stageIsNotChanged() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(select().onAwait(stage, v -> v).onTimeout(ofMillis(1), () -> "late").await())
        .isEqualTo("late");
    assertThat(stage).isNotDone();
    IOException failure = new IOException("disk full");
    CompletableFuture<String> dependent = stage.thenApply(v -> v);
    stage.completeExceptionally(failure);
    assertThat(catchThrowable(() -> select().onAwait(dependent, v -> v).await()))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isSameAs(failure);
  }

  @Test
  void losingStage_keepsNothingOfTheSelect() {
    CompletableFuture<String> never = new CompletableFuture<>();
    Select<String> select = select().onAwait(never, v -> v).onTimeout(ofMillis(0), () -> "late");
    for (int i = 0; i < 3; i++) {
      assertThat(select.await()).isEqualTo("late");
    }
    never.complete("too late");
    assertThat(select.await()).isEqualTo("too late");
  }

  @Test
  void sameChannelTwice_isOneClause_withTheFirstHandler() {
    channel.send("element");
    assertThat(select().onReceive(channel, v -> "first").onReceive(channel, v -> "second").await())
        .isEqualTo("first");
    channel.send("element");
    assertThat(channel.receive()).as("only one was taken each time").isEqualTo("element");
  }

  @Test
  void sameChannelTwice_whileWaiting_isOneClauseToo() {
    Channel<String> rendezvous = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              scope.launch(() -> rendezvous.send("element"));
              assertThat(
                      select()
                          .onReceive(rendezvous, v -> "first " + v)
                          .onReceive(rendezvous, v -> "second " + v)
                          .await())
                  .isEqualTo("first element");
            });
  }

  @Test
  void fairSelect_choosesEachReadyClause_andEachHandlerOfAChannel() {
    Set<String> chosen = new HashSet<>();
    for (int i = 0; i < 200 && chosen.size() < 3; i++) {
      channel.trySend("1");
      other.trySend("2");
      chosen.add(
          select()
              .fair()
              .onReceive(channel, v -> "first")
              .onReceive(channel, v -> "second")
              .onReceive(other, v -> "other")
              .await());
    }
    assertThat(chosen).containsExactlyInAnyOrder("first", "second", "other");
  }

  @Test
  void receiveAndSendOnOneChannel_isRefused() {
    assertThatThrownBy(
            () -> select().onReceive(channel, v -> v).onSend(channel, "x", () -> "x").await())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both receive from and send to the same channel");
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    assertThatThrownBy(() -> select().onSend(queue, "x", () -> "x").onReceive(queue, v -> v))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  @Test
  void selectWithoutAClause_isRefused() {
    assertThatThrownBy(() -> selectRun().await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a select without a clause would wait indefinitely");
    assertThatThrownBy(() -> select().returning(String.class).await())
        .isInstanceOf(IllegalStateException.class);
    assertThat(select().returning(String.class).orElse(() -> "nothing").await())
        .isEqualTo("nothing");
  }
}
