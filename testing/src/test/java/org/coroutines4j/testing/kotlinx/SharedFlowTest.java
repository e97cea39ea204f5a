package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.tryWithTimeout;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code SharedFlowTest} that observe {@code subscriptionCount}, and its
 * last two.
 */
class SharedFlowTest {
  private final List<Object> log = new ArrayList<>();

  /** Lets all other tasks run until they wait. */
  private static void settle() {
    delay(ofMillis(1));
  }

  private Task<?> collect(TestScope test, String name, AsyncFlow<Integer> flow) {
    Task<?> collector = test.launch(() -> flow.collect(value -> log.add(name + " " + value)));
    settle();
    return collector;
  }

  private void emit(MutableSharedFlow<Integer> shared, int value) {
    shared.emit(value);
    log.add("emitted " + value);
  }

  private static void cancel(Task<?> collector) {
    collector.cancel();
    settle();
  }

  @Test
  void rendezvous_emit_returnsWhenAllCollectorsHaveTheValue() {
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
          StateFlow<Integer> count = shared.subscriptionCount();
          assertThat(count.value()).isZero();
          emit(shared, 1); // no collector: does not wait
          assertThat(count.value()).isZero();
          Task<?> first = collect(test, "first", shared);
          assertThat(count.value()).isEqualTo(1);
          emit(shared, 4);
          emit(shared, 6);
          Task<?> second = collect(test, "second", shared);
          assertThat(count.value()).isEqualTo(2);
          emit(shared, 10);
          emit(shared, 13);
          cancel(first);
          assertThat(count.value()).isEqualTo(1);
          emit(shared, 17);
          emit(shared, 21);
          cancel(second);
          assertThat(count.value()).isZero();
          emit(shared, 24);
          assertThat(count.value()).isZero();
          assertThat(shared.replayed()).isEmpty();
        });
    List<Object> expected = new ArrayList<>(List.of("emitted 1"));
    for (int value : List.of(4, 6)) {
      expected.addAll(List.of("first " + value, "emitted " + value));
    }
    for (int value : List.of(10, 13)) {
      expected.addAll(List.of("first " + value, "second " + value, "emitted " + value));
    }
    for (int value : List.of(17, 21)) {
      expected.addAll(List.of("second " + value, "emitted " + value));
    }
    expected.add("emitted 24");
    assertThat(log).isEqualTo(expected);
  }

  @Test
  void replayOf1_emit_doesNotWait() {
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(1);
          StateFlow<Integer> count = shared.subscriptionCount();
          assertThat(shared.replayed()).isEmpty();
          assertThat(count.value()).isZero();
          emit(shared, 1);
          assertThat(shared.replayed()).containsExactly(1);
          assertThat(count.value()).isZero();
          emit(shared, 2);
          assertThat(shared.replayed()).containsExactly(2);
          Task<?> first = collect(test, "first", shared);
          assertThat(count.value()).isEqualTo(1);
          emit(shared, 6);
          assertThat(shared.replayed()).containsExactly(6);
          settle();
          Task<?> second = collect(test, "second", shared);
          assertThat(count.value()).isEqualTo(2);
          emit(shared, 13);
          assertThat(shared.replayed()).containsExactly(13);
          settle();
          assertThat(shared.replayed()).containsExactly(13);
          cancel(second);
          assertThat(count.value()).isEqualTo(1);
          emit(shared, 17);
          assertThat(shared.replayed()).containsExactly(17);
          settle();
          cancel(first);
          assertThat(count.value()).isZero();
          assertThat(shared.replayed()).containsExactly(17);
        });
    assertThat(log)
        .containsExactly(
            "emitted 1",
            "emitted 2",
            "first 2",
            "emitted 6",
            "first 6",
            "second 6",
            "emitted 13",
            "first 13",
            "second 13",
            "emitted 17",
            "first 17");
  }

  @Test
  void dropLatest_busyCollector_getsTheFirstOfTheMissed() {
    emitToBusyCollector(Overflow.DROP_LATEST, 4);
  }

  @Test
  void dropOldest_busyCollector_getsTheLastOfTheMissed() {
    emitToBusyCollector(Overflow.DROP_OLDEST, 5);
  }

  /** Emits 4 and 5 while the collector is busy. {@code kept} is the one that is not dropped. */
  private void emitToBusyCollector(Overflow overflow, int kept) {
    AsyncEvent busy = new AsyncEvent();
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(1, 0, overflow);
          emit(shared, 1);
          emit(shared, 2);
          assertThat(shared.replayed()).containsExactly(2);
          assertThat(shared.subscriptionCount().value()).isZero();
          AsyncFlow<Integer> slow = shared.onEach(value -> log.add("got " + value));
          Task<?> collector = collect(test, "done", slow.onEach(value -> busy.await()));
          assertThat(shared.subscriptionCount().value()).isEqualTo(1);
          assertThat(shared.replayed()).containsExactly(2);
          emit(shared, 4);
          assertThat(shared.replayed()).containsExactly(4);
          emit(shared, 5);
          assertThat(shared.replayed()).containsExactly(kept);
          busy.set();
          settle();
          emit(shared, 8);
          assertThat(shared.replayed()).containsExactly(8);
          settle();
          cancel(collector);
          assertThat(shared.subscriptionCount().value()).isZero();
        });
    assertThat(log)
        .containsExactly(
            "emitted 1",
            "emitted 2",
            "got 2",
            "emitted 4",
            "emitted 5",
            "done 2",
            "got " + kept,
            "done " + kept,
            "emitted 8",
            "got 8",
            "done 8");
  }

  @Test
  void subscriptionCount_followsTheCollectors() {
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
          StateFlow<Integer> count = shared.subscriptionCount();
          assertThat(count.first()).isZero();
          Task<?> first = collect(test, "first", shared);
          assertThat(count.first()).isEqualTo(1);
          Task<?> second = collect(test, "second", shared);
          assertThat(count.first()).isEqualTo(2);
          first.cancel();
          first.join();
          assertThat(count.first()).isEqualTo(1);
          second.cancel();
          second.join();
          assertThat(count.first()).isZero();
        });
  }

  @Test
  void collector_isSubscribedByItsFirstWait() {
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
          Task<?> collector = test.launch(() -> shared.collect(value -> log.add("got " + value)));
          yieldNow();
          shared.emit(1);
          assertThat(log).containsExactly("got 1");
          collector.cancel();
        });
  }

  @Test
  void collectorAndEmitterCancelledTogether_leaveTheFlowUsable() {
    runTest(
        test -> {
          MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
          for (int round = 0; round < 10; round++) {
            AsyncEvent obtained = new AsyncEvent();
            Task<?> collector = test.launch(() -> shared.collect(value -> obtained.set()));
            Task<?> emitter =
                test.launch(
                    () -> {
                      while (true) {
                        shared.emit(0); // ends with the cancellation of this task
                      }
                    });
            assertThat(tryWithTimeout(ofMillis(100), obtained::await)).isTrue();
            collector.cancel();
            emitter.cancel();
            collector.join();
            emitter.join();
          }
        });
  }
}
