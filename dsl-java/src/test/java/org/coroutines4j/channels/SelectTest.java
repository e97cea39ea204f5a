package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/** Guards that of several waits exactly one takes effect: the first that is ready. */
class SelectTest {
  private static final Dispatcher ONE = Dispatchers.virtual().limitedParallelism(1);

  private final Channel<String> a = Channel.buffered(4);
  private final Channel<String> b = Channel.buffered(4);

  @Test
  void readyClause_theFirstOfSeveral_isChosen_othersKeepTheirs() {
    a.send("a1");
    b.send("b1");
    String chosen =
        select().onReceive(b, v -> "from b " + v).onReceive(a, v -> "from a " + v).await();
    assertThat(chosen).isEqualTo("from b b1");
    assertThat(a.tryReceive()).isEqualTo(new ReceiveResult.Received<>("a1"));
    assertThat(b.tryReceive()).isEqualTo(new ReceiveResult.Empty<>());
  }

  @Test
  void waitingSelect_isWokenByEachKindOfClause() {
    Channel<String> full = Channel.rendezvous();
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    AsyncQueue<String> fullQueue = AsyncQueue.fifo(1);
    fullQueue.put("in the way");
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> gate = new CompletableFuture<>();
    List<Runnable> wakes =
        List.of(
            () -> a.send("element"),
            () -> assertThat(full.receive()).isEqualTo("sent"),
            () -> queue.put("item"),
            () -> assertThat(fullQueue.get()).isEqualTo("in the way"),
            () -> gate.complete("task"),
            () -> stage.complete("stage"));
    List<String> chosen = new ArrayList<>();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<String> task = scope.async(() -> org.coroutines4j.Async.await(gate));
              for (Runnable wake : wakes) {
                Task<String> selecting =
                    scope.async(
                        () ->
                            select()
                                .onReceive(a, v -> "received " + v)
                                .onSend(full, "sent", () -> "sent")
                                .onReceive(queue, v -> "got " + v)
                                .onSend(fullQueue, "put", () -> "put")
                                .onAwait(task, v -> "ended " + v)
                                .onAwait(stage, v -> "completed " + v)
                                .onTimeout(Duration.ofDays(1), () -> "late")
                                .await());
                yieldNow();
                assertThat(selecting.isDone()).isFalse();
                wake.run();
                chosen.add(selecting.await());
                if (wake == wakes.get(4)) {
                  break; // a task that has ended stays ready
                }
              }
            });
    assertThat(chosen).containsExactly("received element", "sent", "got item", "put", "ended task");
    assertThat(fullQueue.get()).isEqualTo("put");
    stage.complete("stage");
    assertThat(select().onAwait(stage, v -> "completed " + v).await()).isEqualTo("completed stage");
  }

  @Test
  void orElse_isChosen_onlyIfNothingIsReady() {
    assertThat(select().onReceive(a, v -> v).orElse(() -> "nothing").await()).isEqualTo("nothing");
    a.send("element");
    assertThat(select().onReceive(a, v -> v).orElse(() -> "nothing").await()).isEqualTo("element");
  }

  @Test
  void handler_runsOnTheCallersThread_andMayWait() {
    taskScope()
        .run(
            scope -> {
              Thread caller = Thread.currentThread();
              scope.launch(() -> a.send("element"));
              Thread handler =
                  select()
                      .onReceive(
                          a,
                          v -> {
                            delay(ofMillis(1));
                            return Thread.currentThread();
                          })
                      .await();
              assertThat(handler).isSameAs(caller);
            });
  }

  @Test
  void cancelledSelect_takesNothing_fromAnyChannel() {
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<String> selecting =
                  scope.async(() -> select().onReceive(a, v -> v).onReceive(b, v -> v).await());
              yieldNow();
              selecting.cancel();
              selecting.join();
              a.send("a1");
              b.send("b1");
            });
    assertThat(a.receive() + b.receive()).isEqualTo("a1b1");
  }

  @Test
  void select_mayBeAwaitedAgain() {
    Select<String> select = select().onReceive(a, v -> v).onTimeout(ofMillis(1), () -> "idle");
    a.send("1");
    assertThat(select.await()).isEqualTo("1");
    assertThat(select.await()).isEqualTo("idle");
    a.send("2");
    assertThat(select.await()).isEqualTo("2");
  }

  @Test
  void selectRun_runsHandlersWithoutAValue() {
    List<String> seen = new ArrayList<>();
    a.send("element");
    selectRun().onReceive(a, seen::add).onTimeout(ofMillis(1), () -> seen.add("idle")).await();
    selectRun().onReceive(a, seen::add).onTimeout(ofMillis(1), () -> seen.add("idle")).await();
    selectRun().onReceive(a, seen::add).orElse(() -> seen.add("nothing")).await();
    assertThat(seen).containsExactly("element", "idle", "nothing");
  }

  @Test
  void failingHandler_throwsItsOwnException() {
    a.send("element");
    IllegalStateException failure = new IllegalStateException();
    assertThat(
            catchThrowable(
                () ->
                    selectRun()
                        .onReceive(
                            a,
                            v -> {
                              throw failure;
                            })
                        .await()))
        .isSameAs(failure);
  }
}
