package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.sync.AsyncEvent;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code ShareInTest}: when {@code shareIn} and {@code stateIn} start and
 * stop the upstream flow, and which collectors get its values.
 */
class ShareInTest {
  private static final int COLLECTORS = 10;

  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<String> log = new ArrayList<>();

  @Test
  void eagerly_withoutReplay_lateCollectorsMissTheValue() {
    runTest(
        test -> {
          SharedFlow<String> shared = AsyncFlow.of("OK").shareIn(test, SharingStarted.eagerly(), 0);
          yieldNow(); // the upstream flow emits
          List<Task<?>> collectors = new ArrayList<>();
          for (int i = 0; i < COLLECTORS; i++) {
            collectors.add(test.launch(() -> shared.collect(log::add)));
          }
          delay(ofMillis(1));
          assertThat(shared.collectors()).isEqualTo(COLLECTORS);
          collectors.forEach(Task::cancel);
        });
    assertThat(log).isEmpty();
  }

  @Test
  void lazily_withoutReplay_onlyTheFirstGetsTheFirstValue() {
    shareLazily(0);
    List<String> expected = new ArrayList<>(List.of("shared", "upstream", "0 OK"));
    for (int i = 0; i < COLLECTORS; i++) {
      expected.add(i + " DONE");
    }
    assertThat(log).isEqualTo(expected);
  }

  @Test
  void lazily_withReplay_eachCollectorGetsTheFirstValue() {
    shareLazily(1);
    List<String> expected = new ArrayList<>(List.of("shared", "upstream"));
    for (String value : List.of("OK", "DONE")) {
      for (int i = 0; i < COLLECTORS; i++) {
        expected.add(i + " " + value);
      }
    }
    assertThat(log).isEqualTo(expected);
  }

  private void shareLazily(int replay) {
    AsyncEvent done = new AsyncEvent();
    AsyncFlow<String> flow =
        AsyncFlow.generate(
            out -> {
              log.add("upstream");
              out.emit("OK");
              done.await();
              out.emit("DONE");
            });
    runTest(
        test -> {
          SharedFlow<String> shared = flow.shareIn(test, SharingStarted.lazily(), replay);
          yieldNow(); // must not start the upstream flow
          log.add("shared");
          List<Task<?>> collectors = new ArrayList<>();
          for (int i = 0; i < COLLECTORS; i++) {
            int index = i;
            AsyncEvent subscribed = new AsyncEvent();
            collectors.add(
                shared
                    .onSubscription(out -> subscribed.set())
                    .onEach(value -> log.add(index + " " + value))
                    .takeWhile(value -> !value.equals("DONE"))
                    .launchIn(test));
            subscribed.await();
          }
          done.set();
          collectors.forEach(Task::join);
        });
  }

  @Test
  void upstreamThatEnds_leavesItsReplay() {
    shareUntilTheEnd(false);
  }

  @Test
  void upstreamThatFails_leavesItsReplay_failsTheScope() {
    shareUntilTheEnd(true);
  }

  private void shareUntilTheEnd(boolean fails) {
    AsyncEvent emitted = new AsyncEvent();
    AsyncEvent terminate = new AsyncEvent();
    AsyncFlow<String> upstream =
        AsyncFlow.generate(
            out -> {
              out.emit("OK");
              emitted.set();
              terminate.await();
              if (fails) {
                throw failure;
              }
            });
    List<SharedFlow<String>> made = new ArrayList<>();
    ScopeAction sharing =
        scope -> {
          SharedFlow<String> shared = upstream.shareIn(scope, SharingStarted.eagerly(), 1);
          made.add(shared);
          assertThat(shared.replayed()).isEmpty();
          emitted.await();
          assertThat(shared.replayed()).containsExactly("OK");
          terminate.set();
          yieldNow(); // the upstream flow ends
        };
    runTest(
        test -> {
          if (fails) {
            assertThatThrownBy(() -> taskScope().run(sharing)).isSameAs(failure);
          } else {
            taskScope().run(sharing);
          }
          assertThat(made.get(0).replayed()).containsExactly("OK");
        });
  }

  @Test
  void whileSubscribed_collectorsComeAndGo_startsAndStops() {
    MutableStateFlow<Boolean> running = MutableStateFlow.create(false);
    AsyncFlow<String> flow =
        AsyncFlow.generate(
            out -> {
              assertThat(running.compareAndSet(false, true)).isTrue();
              try {
                out.emit("OK");
                delay(Duration.ofDays(10_000));
              } finally {
                assertThat(running.compareAndSet(true, false)).isTrue();
              }
            });
    int rounds = 5;
    runTest(
        test -> {
          SharedFlow<String> shared =
              flow.shareIn(test, SharingStarted.whileSubscribed(Duration.ZERO), 0);
          for (int round = 0; round < rounds; round++) {
            yieldNow();
            assertThat(running.value()).isFalse();
            Deque<Task<?>> collectors = new ArrayDeque<>();
            for (int i = 1; i <= 3; i++) {
              String name = "collector " + i;
              collectors.add(
                  shared
                      .onEach(value -> log.add(name + ": " + value))
                      .onCompletion(end -> log.add(name + ": end"))
                      .launchIn(test));
              awaitState(running, true);
              delay(ofMillis(1)); // the collector gets its value
            }
            while (!collectors.isEmpty()) {
              assertThat(running.value()).isTrue();
              Task<?> next = collectors.remove();
              next.cancel();
              next.join();
            }
            awaitState(running, false);
          }
        });
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      expected.add("collector 1: OK");
      expected.addAll(List.of("collector 1: end", "collector 2: end", "collector 3: end"));
    }
    assertThat(log).isEqualTo(expected);
  }

  private static void awaitState(StateFlow<Boolean> state, boolean expected) {
    assertThat(withTimeoutOrEmpty(ofSeconds(10), () -> state.first(value -> value == expected)))
        .contains(expected);
  }

  @Test
  void lazily_collectorThatFailsOnSubscription_startsTheUpstream() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              log.add("upstream");
              out.emit(1);
              log.add("emitted");
            });
    runTest(
        test -> {
          SharedFlow<Integer> shared = flow.shareIn(test, SharingStarted.lazily(), 0);
          log.add("collect");
          assertThatThrownBy(
                  () ->
                      shared
                          .onSubscription(
                              out -> {
                                throw new CancellationException("by the collector itself");
                              })
                          .collect(value -> log.add("got " + value)))
              .isInstanceOf(TaskFailedException.class)
              .hasCauseInstanceOf(CancellationException.class);
          delay(ofMillis(1));
          log.add("end");
        });
    assertThat(log).containsExactly("collect", "upstream", "emitted", "end");
  }

  @Test
  void lazily_firstOfAState_startsTheUpstream() {
    runTest(
        test -> {
          StateFlow<Integer> state = AsyncFlow.of(239).stateIn(test, SharingStarted.lazily(), 42);
          assertThat(state.first()).isEqualTo(42);
          delay(ofMillis(1));
          assertThat(state.first()).isEqualTo(239);
        });
  }

  /** {@code testSubscriptionByFirstSuspensionInSharedFlow}. */
  @Test
  void stateWithoutInitial_collector_getsTheValueByItsFirstWait() {
    runTest(
        test -> {
          StateFlow<Integer> state = AsyncFlow.of(1).stateIn(test);
          Task<?> collector = test.launch(() -> state.collect(value -> log.add("got " + value)));
          yieldNow();
          assertThat(log).containsExactly("got 1");
          collector.cancel();
        });
  }
}
