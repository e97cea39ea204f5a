package org.coroutines4j.channels;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.Job;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Stress;
import org.coroutines4j.testkit.Timers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the timer of a select needs no thread and no task, and is removed when the select
 * ends.
 */
@Tag("stress")
class SelectTimerTest {
  private static final Dispatcher ONE = Dispatchers.virtual().limitedParallelism(1);
  private static final Duration LONG = ofDays(1);

  private final Channel<String> channel = Channel.rendezvous();
  private int timersOfOthers;

  @BeforeEach
  void startTheThreadOfAllTimers() {
    assertThat(select().onTimeout(ofMillis(1), () -> "late").await()).isEqualTo("late");
    timersOfOthers = Timers.pending();
  }

  @Test
  void waitWithATimer_startsNoThreadAndNoTask() {
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Task<String> waiting =
                  scope.async(
                      () ->
                          channel.receive()
                              + select()
                                  .onReceive(channel, v -> v)
                                  .onTimeout(LONG, () -> "late")
                                  .await());
              yieldNow(); // it waits to receive
              Set<Thread> threads = platformThreads();
              long bodies = bodies();
              long jobs = jobs();
              assertThat(channel.trySend("a").isSent()).isTrue();
              yieldNow(); // it waits in the select
              assertThat(timers()).isEqualTo(1);
              assertThat(jobs()).isEqualTo(jobs);
              assertThat(bodies()).isEqualTo(bodies);
              assertThat(threads).containsAll(platformThreads());
              assertThat(channel.trySend("b").isSent()).isTrue();
              assertThat(waiting.await()).isEqualTo("ab");
            });
  }

  /** Without those that carry virtual threads, which come and go as they like. */
  private static Set<Thread> platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getClass().getName().contains("Carrier"))
        .collect(Collectors.toSet());
  }

  private static long bodies() {
    return ThreadSource.virtual().live() + ThreadSource.pooled().live();
  }

  private static long jobs() {
    return RootRegistry.alive().stream().mapToLong(SelectTimerTest::treeSize).sum();
  }

  private static long treeSize(Job job) {
    return 1
        + SequencesKt.toList(job.getChildren()).stream().mapToLong(SelectTimerTest::treeSize).sum();
  }

  private int timers() {
    return Timers.pending() - timersOfOthers;
  }

  @Test
  void timer_isRemoved_howeverTheSelectEnds() {
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              Channel<String> closed = Channel.rendezvous();
              Task<String> chosen = scope.async(() -> waitFor(channel));
              Task<Throwable> failed = scope.async(() -> catchThrowable(() -> waitFor(closed)));
              Task<String> cancelled = scope.async(() -> waitFor(Channel.rendezvous()));
              yieldNow();
              assertThat(timers()).isEqualTo(6);
              channel.send("element");
              closed.close();
              cancelled.cancel();
              assertThat(chosen.await()).isEqualTo("element");
              assertThat(failed.await()).isInstanceOf(ChannelClosedException.class);
              cancelled.join();
              assertThat(timers()).isZero();
            });
  }

  private static String waitFor(Channel<String> channel) {
    return select()
        .onReceive(channel, v -> v)
        .onTimeout(LONG, () -> "late")
        .onTimeout(LONG.multipliedBy(2), () -> "later")
        .await();
  }

  @Test
  void manySelectsWithLongTimeouts_leaveNothing() {
    Rounds rounds = Rounds.between(200, Stress.rounds(20_000));
    List<WeakReference<Object>> handlers = new ArrayList<>();
    taskScope()
        .on(ONE)
        .run(
            scope -> {
              scope.background(
                  () -> {
                    while (true) {
                      channel.send("element");
                    }
                  });
              while (rounds.next()) {
                Object held = new Object();
                handlers.add(new WeakReference<>(held));
                assertThat(
                        select().onReceive(channel, v -> v).onTimeout(LONG, held::toString).await())
                    .isEqualTo("element");
              }
              assertThat(timers()).isZero();
            });
    for (int i = 0; i < 100 && left(handlers) > 0; i++) {
      System.gc();
      delay(ofMillis(10));
    }
    assertThat(left(handlers)).isZero();
  }

  private static long left(List<WeakReference<Object>> references) {
    return references.stream().filter(reference -> reference.get() != null).count();
  }
}
