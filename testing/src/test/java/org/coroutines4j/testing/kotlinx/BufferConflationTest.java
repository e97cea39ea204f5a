package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.channels.Overflow.DROP_LATEST;
import static org.coroutines4j.channels.Overflow.DROP_OLDEST;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code BufferConflationTest} of kotlinx: which values a full buffer drops. */
class BufferConflationTest {
  private static final int N = 100;

  /**
   * Collects {@code buffer} of a flow of 100 values. Expects that the flow emits all of them, and
   * then the collector, which waited for the first, gets that and {@code capacity} others: the last
   * ones, or those after the first. Tries the same after a {@code flowOn} with a name, whose buffer
   * {@code buffer} replaces.
   */
  private static void expectCapacity(
      int capacity, Overflow onOverflow, UnaryOperator<AsyncFlow<Integer>> buffer) {
    int next = onOverflow == DROP_OLDEST ? N - capacity : 1;
    List<String> expected = new ArrayList<>();
    IntStream.range(0, N).forEach(i -> expected.add("emit " + i));
    expected.add("got 0");
    IntStream.range(next, next + capacity).forEach(i -> expected.add("got " + i));
    assertThat(log(buffer)).isEqualTo(expected);
    assertThat(log(flow -> buffer.apply(flow.flowOn("upstream")))).isEqualTo(expected);
  }

  private static List<String> log(UnaryOperator<AsyncFlow<Integer>> buffer) {
    List<String> log = new ArrayList<>();
    AsyncFlow<Integer> source =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < N; i++) {
                log.add("emit " + i);
                out.emit(i);
              }
            });
    runTest(test -> buffer.apply(source).collect(value -> log.add("got " + value)));
    return log;
  }

  @Test
  void conflate_keepsTheLast() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.conflate());
  }

  @Test
  void bufferOfZeroThatDropsTheOldest_keepsTheLast() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.buffer(0, DROP_OLDEST));
  }

  @Test
  void bufferOfOneThatDropsTheOldest_keepsTheLast() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.buffer(1, DROP_OLDEST));
  }

  @Test
  void bufferOfTenThatDropsTheOldest_keepsTheLastTen() {
    expectCapacity(10, DROP_OLDEST, flow -> flow.buffer(10, DROP_OLDEST));
  }

  @Test
  void conflateAfterABuffer_replacesIt() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.buffer(42).conflate());
  }

  @Test
  void twoConflates_areOne() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.conflate().conflate());
  }

  @Test
  void bufferOfTenAfterConflate_keepsTheLastTen() {
    expectCapacity(10, DROP_OLDEST, flow -> flow.conflate().buffer(10));
  }

  @Test
  void bufferOfZeroThatDropsTheLatest_keepsOne() {
    expectCapacity(1, DROP_LATEST, flow -> flow.buffer(0, DROP_LATEST));
  }

  @Test
  void bufferOfOneThatDropsTheLatest_keepsOne() {
    expectCapacity(1, DROP_LATEST, flow -> flow.buffer(1, DROP_LATEST));
  }

  @Test
  void bufferThatDropsTheLatest_replacesABuffer() {
    expectCapacity(1, DROP_LATEST, flow -> flow.buffer(42).buffer(0, DROP_LATEST));
  }

  @Test
  void bufferThatDropsTheLatest_replacesConflate() {
    expectCapacity(1, DROP_LATEST, flow -> flow.conflate().buffer(0, DROP_LATEST));
  }

  @Test
  void bufferOfSevenAfterOneThatDropsTheLatest_keepsSeven() {
    expectCapacity(7, DROP_LATEST, flow -> flow.buffer(0, DROP_LATEST).buffer(7));
  }

  @Test
  void conflate_replacesABufferThatDropsTheLatest() {
    expectCapacity(1, DROP_OLDEST, flow -> flow.buffer(0, DROP_LATEST).conflate());
  }

  @Test
  void bufferThatDropsTheOldest_replacesOneThatDropsTheLatest() {
    expectCapacity(3, DROP_OLDEST, flow -> flow.buffer(8, DROP_LATEST).buffer(3, DROP_OLDEST));
  }
}
