package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code SharedFlowTest} that use {@code onSubscription}. */
class SharedFlowOnSubscriptionTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<Object> log = new ArrayList<>();

  /** Lets all other tasks run until they wait. */
  private static void settle() {
    delay(ofMillis(1));
  }

  @Test
  void collectorCancelledWhileBuffering_resumesTheEmitter() {
    int n = 123;
    int m = n / 2;
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, n, Overflow.SUSPEND);
          for (int round = 0; round < 3; round++) {
            Channel<String> steps = Channel.buffered(1);
            Task<?> collector =
                shared
                    .onSubscription(out -> steps.send("subscribed"))
                    .onEach(
                        value -> {
                          if (value == m) {
                            steps.send("collected");
                            delay(Duration.ofDays(10_000));
                          }
                        })
                    .launchIn(test);
            assertThat(steps.receive()).isEqualTo("subscribed");
            test.launch(
                () -> {
                  for (int i = 0; i <= m + n; i++) {
                    shared.emit(i); // the collector gets 0 to m, and n values are buffered
                  }
                  steps.send("emitted");
                  shared.emit(n + 4); // waits, since the buffer is full
                  steps.send("resumed");
                });
            assertThat(steps.receive()).isEqualTo("collected");
            assertThat(steps.receive()).isEqualTo("emitted");
            assertThat(steps.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
            collector.cancel();
            assertThat(steps.receive()).isEqualTo("resumed");
          }
        });
  }

  @Test
  void onSubscription_emitsBeforeWhatIsShared() {
    runTest(
        test -> {
          MutableSharedFlow<String> shared = MutableSharedFlow.create(0);
          List<Task<?>> collector = new ArrayList<>();
          collector.add(
              shared
                  .onSubscription(
                      out -> {
                        out.emit("collector->A");
                        test.launch(() -> shared.emit("share->A"));
                      })
                  .onSubscription(
                      out -> {
                        out.emit("collector->B");
                        test.launch(() -> shared.emit("share->B"));
                      })
                  .onStart(
                      out -> {
                        out.emit("collector->C");
                        shared.emit("share->C"); // lost, since there is no collector yet
                      })
                  .onStart(
                      out -> {
                        out.emit("collector->D");
                        shared.emit("share->D"); // lost, since there is no collector yet
                      })
                  .onEach(
                      value -> {
                        log.add(value);
                        if (value.equals("share->B")) {
                          collector.get(0).cancel();
                        }
                      })
                  .launchIn(test));
          collector.get(0).join();
        });
    assertThat(log)
        .containsExactly(
            "collector->D", "collector->C", "collector->A", "collector->B", "share->A", "share->B");
  }

  @Test
  void onSubscription_thatFails_comesBeforeTheReplay() {
    MutableSharedFlow<String> shared = MutableSharedFlow.create(1);
    AsyncFlow<String> failing =
        shared
            .onSubscription(
                out -> {
                  log.add("subscribed");
                  throw failure;
                })
            .recoverWith(
                recovered -> {
                  log.add(recovered);
                  return AsyncFlow.empty();
                });
    runTest(
        test -> {
          assertThat(shared.tryEmit("OK")).isTrue();
          assertThat(shared.replayed()).containsExactly("OK");
          failing.collect(log::add);
          assertThat(shared.subscriptionCount().value()).isZero();
        });
    assertThat(log).containsExactly("subscribed", failure);
  }

  @Test
  void bigReplay_manyCollectors_getAllValues() {
    comeAndGo(true);
  }

  @Test
  void bigBuffer_manyCollectors_getAllNewValues() {
    comeAndGo(false);
  }

  private static void comeAndGo(boolean replays) {
    int n = 100;
    Random random = new Random(1);
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared =
              replays
                  ? MutableSharedFlow.create(n)
                  : MutableSharedFlow.create(0, n, Overflow.SUSPEND);
          List<Counting> all = new ArrayList<>();
          for (int i = 1; i <= n; i++) {
            shared.emit(i);
            Counting added = new Counting(test, shared, replays ? 0 : i);
            added.subscribed.await();
            settle();
            assertThat(added.last).isEqualTo(i);
            all.add(added);
            if (i % 2 == 0) {
              Counting leaving = all.remove(random.nextInt(all.size()));
              assertThat(leaving.last).isEqualTo(i);
              leaving.task.cancel();
            }
          }
          settle();
          assertThat(all).hasSize(n / 2).allSatisfy(left -> assertThat(left.last).isEqualTo(n));
          assertThat(shared.subscriptionCount().value()).isEqualTo(n / 2);
          all.forEach(left -> left.task.cancel());
        });
  }

  /** A collector that expects successive numbers. */
  private static final class Counting {
    final AsyncEvent subscribed = new AsyncEvent();
    final Task<?> task;
    int last;

    Counting(TestScope test, MutableSharedFlow<Integer> shared, int last) {
      this.last = last;
      task =
          shared
              .onSubscription(out -> subscribed.set())
              .onEach(value -> assertThat(value).isEqualTo(++this.last))
              .launchIn(test);
    }
  }

  @Test
  void collectorThatCancelsItself_getsNoMoreOfTheReplay() {
    cancelItselfAtThree(true);
  }

  @Test
  void collectorThatCancelsItself_getsNoMoreOfTheBuffer() {
    cancelItselfAtThree(false);
  }

  private void cancelItselfAtThree(boolean fromReplay) {
    AsyncEvent subscribed = new AsyncEvent();
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(5);
          if (fromReplay) {
            tryEmitFive(shared);
          }
          List<Task<?>> collector = new ArrayList<>();
          collector.add(
              shared
                  .onSubscription(out -> subscribed.set())
                  .onEach(
                      value -> {
                        log.add(value);
                        if (value == 3) {
                          collector.get(0).cancel();
                        }
                      })
                  .launchIn(test));
          yieldNow();
          assertThat(subscribed.isSet()).isTrue();
          if (!fromReplay) {
            tryEmitFive(shared);
          }
          collector.get(0).join();
        });
    assertThat(log).containsExactly(1, 2, 3);
  }

  private static void tryEmitFive(MutableSharedFlow<Integer> shared) {
    for (int i = 1; i <= 5; i++) {
      assertThat(shared.tryEmit(i)).isTrue();
    }
  }
}
