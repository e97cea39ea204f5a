package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.stream.IntStream;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The cases of {@code DebounceTest} of kotlinx: a value waits for a pause after it. */
class DebounceTest extends OperatorCases {
  private static final Duration ENDLESS = ofMillis(Long.MAX_VALUE);

  /** A at 0 ms, B at 1500, C at 2000, D at 2250, E and the end at 4250. */
  private static final AsyncFlow<String> LETTERS =
      AsyncFlow.generate(
          out -> {
            out.emit("A");
            delay(ofMillis(1_500));
            out.emit("B");
            delay(ofMillis(500));
            out.emit("C");
            delay(ofMillis(250));
            out.emit("D");
            delay(ofSeconds(2));
            out.emit("E");
          });

  /** Expects that {@code flow} emits {@code expected}, each with its time in ms. */
  private void emits(AsyncFlow<?> flow, String... expected) {
    logs(
        test -> flow.collect(value -> log.add(value + " at " + test.clock().elapsed().toMillis())),
        expected);
  }

  @Test
  void valueBeforeAPause_isEmittedInThePause() {
    emits(LETTERS.debounce(ofSeconds(1)), "A at 1000", "D at 3250", "E at 4250");
  }

  @Test
  void emptyFlow_isEmpty() {
    runTest(
        test -> assertThat(AsyncFlow.<Integer>empty().debounce(ENDLESS).singleOrEmpty()).isEmpty());
  }

  @Test
  void lastValue_isEmittedAtTheEnd() {
    emits(AsyncFlow.of(1, 2, 3).debounce(ofSeconds(1)), "3 at 0");
  }

  @Test
  void pauses_countIfTheyAreLongEnough() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < 10; i++) {
                out.emit(-i);
                delay(ofMillis(99));
              }
              for (int i = 0; i < 10; i++) {
                out.emit(i);
                delay(ofMillis(101));
              }
            });
    runTest(
        test ->
            assertThat(flow.debounce(ofMillis(100)).toList())
                .isEqualTo(IntStream.range(0, 10).boxed().toList()));
  }

  /** Returns a flow of 1 that fails by {@code failing} as soon as the collector has the value. */
  private AsyncFlow<Integer> failingWhileCollected(String name, ThrowingRunnable failing) {
    Channel<Integer> latch = Channel.rendezvous();
    AsyncFlow<Integer> source =
        AsyncFlow.generate(
            out -> {
              log.add("emitting" + (here().equals("upstream") ? " upstream" : ""));
              out.emit(1);
              log.add("emitted");
              log.add("latch " + latch.receive());
              failing.run();
            });
    return (name.isEmpty() ? source : source.flowOn(name))
        .debounce(ofMillis(1))
        .map(
            value -> {
              latch.send(value);
              hang("cancelled downstream");
              return value;
            });
  }

  @Test
  void timeoutUpstream_cancelsTheCollector() {
    AsyncFlow<Integer> flow =
        failingWhileCollected("", () -> withTimeout(ofMillis(1), () -> delay(ofSeconds(1))));
    logs(
        test -> assertThatThrownBy(flow::count).isInstanceOf(TimeoutExceededException.class),
        "emitting",
        "emitted",
        "latch 1",
        "cancelled downstream");
  }

  @Test
  void failureInANamedUpstream_cancelsTheCollector() {
    AsyncFlow<Integer> flow =
        failingWhileCollected(
            "upstream",
            () -> {
              throw failure;
            });
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting upstream",
        "emitted",
        "latch 1",
        "cancelled downstream");
  }

  private AsyncFlow<Integer> failingAfterItsValue() {
    return AsyncFlow.generate(
        out -> {
          log.add("emitting");
          out.emit(1);
          log.add("emitted");
          throw failure;
        });
  }

  @Test
  void failureUpstream_dropsTheWaitingValue() {
    AsyncFlow<Integer> flow = failingAfterItsValue().debounce(ENDLESS).onEach(value -> unreached());
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "emitting", "emitted");
  }

  @Test
  void failureInANamedUpstream_dropsTheWaitingValue() {
    AsyncFlow<Integer> flow =
        failingAfterItsValue().flowOn("source").debounce(ENDLESS).onEach(value -> unreached());
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "emitting", "emitted");
  }

  private AsyncFlow<Integer> hanging() {
    return AsyncFlow.generate(
        out -> {
          log.add("emitting" + (here().equals("upstream") ? " upstream" : ""));
          out.emit(1);
          hang("cancelled upstream");
        });
  }

  private AsyncFlow<Integer> failingDownstream(AsyncFlow<Integer> flow) {
    return flow.map(
        value -> {
          log.add("failing downstream");
          yieldNow();
          throw failure;
        });
  }

  @Test
  void failureDownstream_cancelsTheSource() {
    AsyncFlow<Integer> flow = failingDownstream(hanging().debounce(ofMillis(100)));
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting",
        "failing downstream",
        "cancelled upstream");
  }

  @Test
  void failureDownstream_cancelsANamedUpstream() {
    AsyncFlow<Integer> flow =
        failingDownstream(hanging().flowOn("upstream").debounce(ofMillis(100)));
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting upstream",
        "failing downstream",
        "cancelled upstream");
  }

  @Test
  void functionOfTheValue_setsItsTime() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              delay(ofMillis(90));
              out.emit(2);
              delay(ofMillis(90));
              out.emit(3);
              delay(ofMillis(1_010));
              out.emit(4);
              delay(ofMillis(1_010));
              out.emit(5);
            });
    emits(
        flow.debounce(value -> value == 1 ? ZERO : ofSeconds(1)),
        "1 at 0",
        "3 at 1180",
        "4 at 2190",
        "5 at 2200");
  }

  @Test
  void functionThatReturnsZero_emitsInTheMiddleOfABurst() {
    emits(
        LETTERS.debounce(letter -> letter.equals("C") ? ZERO : ofSeconds(1)),
        "A at 1000",
        "C at 2000",
        "D at 3250",
        "E at 4250");
  }

  @Test
  void timeOfZero_emitsAllValues() {
    emits(AsyncFlow.of("A", "B", "C").debounce(ZERO), "A at 0", "B at 0", "C at 0");
  }

  @Test
  void functionThatAlwaysReturnsZero_emitsAllValues() {
    emits(AsyncFlow.of("A", "B").debounce(letter -> ZERO), "A at 0", "B at 0");
  }

  @Test
  void negativeTime_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncFlow.<Integer>empty().debounce(ofMillis(-1)));
  }
}
