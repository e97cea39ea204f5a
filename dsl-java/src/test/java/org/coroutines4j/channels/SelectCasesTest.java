package org.coroutines4j.channels;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards the order of clauses, lazy tasks, failing stages, interrupts, plain threads and long
 * timeouts of a select.
 */
class SelectCasesTest {
  private static final Dispatcher ONE = Dispatchers.virtual().limitedParallelism(1);

  private final Channel<String> a = Channel.buffered(1_000);
  private final Channel<String> b = Channel.buffered(1_000);
  private final CompletableFuture<String> c = CompletableFuture.completedFuture("c");

  private Map<String, Integer> chosenIn1000Rounds(boolean fair) {
    Map<String, Integer> chosen = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      a.trySend("a");
      b.trySend("b");
      Select<String> select = select().onReceive(a, v -> v).onReceive(b, v -> v).onAwait(c, v -> v);
      chosen.merge((fair ? select.fair() : select).await(), 1, Integer::sum);
    }
    return chosen;
  }

  @Test
  void fairSelect_choosesEachOfThreeReadyClauses_aboutEquallyOften() {
    assertThat(chosenIn1000Rounds(true))
        .containsOnlyKeys("a", "b", "c")
        .allSatisfy((name, times) -> assertThat(times).as(name).isBetween(200, 500));
  }

  @Test
  void select_isBiasedToItsFirstClause() {
    assertThat(chosenIn1000Rounds(false)).isEqualTo(Map.of("a", 1_000));
  }

  @Test
  void elementsOfClausesNotChosen_areNeitherSentNorUndelivered() {
    List<String> undelivered = new ArrayList<>();
    Channel<String> out = Channel.builder().onUndelivered((String v) -> undelivered.add(v)).build();
    a.send("element");
    assertThat(select().onReceive(a, v -> v).onSend(out, "kept", () -> "sent").await())
        .isEqualTo("element");
    assertThat(
            select().onSend(out, "kept", () -> "sent").onTimeout(ofMillis(1), () -> "late").await())
        .isEqualTo("late");
    assertThat(out.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
    out.cancel();
    assertThat(undelivered).isEmpty();
  }

  @Test
  void lazyTask_isStarted() {
    taskScope()
        .run(
            scope -> {
              Task<String> waitedFor = scope.lazily().async(() -> "started");
              assertThat(select().onAwait(waitedFor, v -> v).await()).isEqualTo("started");
              Task<String> polled = scope.lazily().async(() -> "started");
              assertThat(select().onAwait(polled, v -> v).orElse(() -> "not yet").await())
                  .isIn("started", "not yet");
              assertThat(polled.start()).as("started now, and not before").isFalse();
            });
  }

  @Test
  void stageThatFailsDuringTheWait_isThrown() {
    for (Exception failure : List.of(new IllegalStateException("boom"), new IOException("boom"))) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      taskScope()
          .on(ONE)
          .run(
              scope -> {
                Task<Throwable> waiting =
                    scope.async(
                        () -> catchThrowable(() -> select().onAwait(stage, v -> v).await()));
                yieldNow();
                stage.completeExceptionally(failure);
                if (failure instanceof RuntimeException) {
                  assertThat(waiting.await()).isSameAs(failure);
                } else {
                  assertThat(waiting.await())
                      .isExactlyInstanceOf(UncheckedIOException.class)
                      .cause()
                      .isSameAs(failure);
                }
              });
    }
  }

  @Test
  void failureThatIsNotChosen_staysInItsStage() {
    a.send("element");
    CompletableFuture<String> failed = CompletableFuture.failedFuture(new IOException());
    assertThat(select().onReceive(a, v -> v).onAwait(failed, v -> v).await()).isEqualTo("element");
  }

  @Test
  void plainThread_waitsInASelect() throws Exception {
    FutureTask<String> waiting =
        new FutureTask<>(
            () -> select().onReceive(a, v -> v).onTimeout(ofDays(1), () -> "late").await());
    new Thread(waiting).start();
    a.send("element");
    assertThat(waiting.get()).isEqualTo("element");
  }

  @Test
  void interruptedThread_inASelect_receivesNothing_staysInterrupted() throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              Throwable thrown = catchThrowable(() -> select().onReceive(a, v -> v).await());
              assertThat(thrown).isInstanceOf(CancellationException.class);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(waiting);
    thread.start();
    thread.interrupt(); // before it waits, or then
    assertThat(waiting.get()).isTrue();
    a.send("kept");
    assertThat(a.receive()).isEqualTo("kept");
  }

  @Test
  void interruptOfATask_isItsCancellation() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<String> waiting =
                  scope.async(
                      () -> {
                        thread.complete(Thread.currentThread());
                        return select().onReceive(a, v -> v).await();
                      });
              yieldNow();
              thread.join().interrupt();
              assertThat(waiting.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
            });
  }

  @Test
  void timeouts_atTheirBounds() {
    for (Duration now : List.of(Duration.ZERO, ofMillis(-1), ofSeconds(Long.MIN_VALUE))) {
      assertThat(select().onReceive(a, v -> v).onTimeout(now, () -> "late").await())
          .isEqualTo("late");
    }
    Duration longest = ofSeconds(Long.MAX_VALUE, 999_999_999);
    assertThat(
            select()
                .onTimeout(longest, () -> "longest")
                .onTimeout(ofMillis(2), () -> "short")
                .onTimeout(ofDays(1), () -> "long")
                .await())
        .isEqualTo("short");
    a.send("element");
    assertThat(select().onReceive(a, v -> v).onTimeout(Duration.ZERO, () -> "late").await())
        .as("what was added first wins if it is ready")
        .isEqualTo("element");
  }
}
