package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code BufferTest} of kotlinx: how far a flow runs ahead of its collector. */
class BufferTest {
  private static final int N = 200;
  private static final int DEFAULT = 64;

  private final List<String> log = new ArrayList<>();

  private final AsyncFlow<Integer> source =
      AsyncFlow.generate(
          out -> {
            for (int i = 0; i < N; i++) {
              log.add("emit " + i);
              out.emit(i);
            }
          });

  /**
   * Collects 200 values of {@code buffer} of a flow. Expects that the flow emits {@code capacity} +
   * 2 values, then the collector gets them, and so on: one value is on its way to the waiting
   * collector, and one waits for room in the buffer. A capacity of -1 is no buffer.
   *
   * <p>Then expects as many emitted values while the collector is busy with the first.
   */
  private void expectCapacity(int capacity, UnaryOperator<AsyncFlow<Integer>> buffer) {
    int batch = capacity + 2;
    runTest(test -> buffer.apply(source).collect(value -> log.add("got " + value)));
    assertThat(log).isEqualTo(byTurns(batch));
    log.clear();
    runTest(test -> buffer.apply(source).take(1).collect(value -> delay(ofMillis(1))));
    assertThat(log).isEqualTo(byTurns(batch).subList(0, batch));
  }

  private static List<String> byTurns(int batch) {
    List<String> turns = new ArrayList<>();
    for (int from = 0; from < N; from += batch) {
      int to = Math.min(N, from + batch);
      IntStream.range(from, to).forEach(i -> turns.add("emit " + i));
      IntStream.range(from, to).forEach(i -> turns.add("got " + i));
    }
    return turns;
  }

  @Test
  void noBuffer_emitsAndCollectsByTurns() {
    expectCapacity(-1, flow -> flow);
  }

  @Test
  void buffer_holds64Values() {
    expectCapacity(DEFAULT, flow -> flow.buffer());
  }

  @Test
  void bufferOfZero_holdsNoValue() {
    expectCapacity(0, flow -> flow.buffer(0));
  }

  @Test
  void bufferOfOne_holdsOneValue() {
    expectCapacity(1, flow -> flow.buffer(1));
  }

  @Test
  void bufferOfTwo_holdsTwoValues() {
    expectCapacity(2, flow -> flow.buffer(2));
  }

  @Test
  void bufferOfThree_holdsThreeValues() {
    expectCapacity(3, flow -> flow.buffer(3));
  }

  @Test
  void buffersOfZeroAndZero_holdNoValue() {
    expectCapacity(0, flow -> flow.buffer(0).buffer(0));
  }

  @Test
  void buffersOfZeroAndOne_holdOneValue() {
    expectCapacity(1, flow -> flow.buffer(0).buffer(1));
  }

  @Test
  void buffersOfOneAndOne_holdTwoValues() {
    expectCapacity(2, flow -> flow.buffer(1).buffer(1));
  }

  @Test
  void threeBuffersOfOne_holdThreeValues() {
    expectCapacity(3, flow -> flow.buffer(1).buffer(1).buffer(1));
  }

  @Test
  void buffersOfOneTwoAndThree_holdSixValues() {
    expectCapacity(6, flow -> flow.buffer(1).buffer(2).buffer(3));
  }

  @Test
  void twoDefaultBuffers_areOne() {
    expectCapacity(DEFAULT, flow -> flow.buffer().buffer());
  }

  @Test
  void bufferAfterADefaultOne_replacesIt() {
    expectCapacity(7, flow -> flow.buffer().buffer(7));
  }

  @Test
  void defaultBufferAfterAnother_addsNothing() {
    expectCapacity(8, flow -> flow.buffer(8).buffer());
  }

  /** In Kotlin, a name alone adds no buffer. Here, it is that of a task. */
  @Test
  void flowOnAName_runsOneValueAhead() {
    expectCapacity(0, flow -> flow.flowOn("name"));
  }

  @Test
  void flowOn_holds64Values() {
    expectCapacity(DEFAULT, flow -> flow.flowOn(Dispatchers.cpu()));
  }

  @Test
  void bufferAfterFlowOn_replacesItsBuffer() {
    expectCapacity(5, flow -> flow.flowOn(Dispatchers.cpu()).buffer(5));
  }

  @Test
  void flowOnAfterABuffer_keepsIt() {
    expectCapacity(6, flow -> flow.buffer(6).flowOn(Dispatchers.cpu()));
  }

  @Test
  void bufferAfterFlowOnAName_replacesItsBuffer() {
    expectCapacity(7, flow -> flow.flowOn("name").buffer(7));
  }

  /** By design a name is that of a task, which holds one value more. */
  private void expectAbout(int capacity, UnaryOperator<AsyncFlow<Integer>> buffer) {
    runTest(test -> buffer.apply(source).take(1).collect(value -> delay(ofMillis(1))));
    assertThat(log).hasSizeBetween(capacity + 2, capacity + 4);
  }

  @Test
  void flowOnANameAfterABuffer_keepsIt() {
    expectAbout(8, flow -> flow.buffer(8).flowOn("name"));
  }

  @Test
  void severalFlowOnAndBuffers_addUp() {
    expectAbout(
        12,
        flow ->
            flow.flowOn(Dispatchers.cpu())
                .buffer(3)
                .flowOn("name")
                .buffer(4)
                .flowOn(Dispatchers.io())
                .buffer(5));
  }

  @Test
  void take_endsTheFlowThatRunsAhead() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
              out.emit(3);
              throw new AssertionError("three values are enough");
            });
    runTest(test -> assertThat(flow.buffer(0).take(2).toList()).containsExactly(1, 2));
  }

  @Test
  void negativeCapacity_isRefused() {
    AsyncFlow<Integer> flow = AsyncFlow.empty();
    assertThatIllegalArgumentException().isThrownBy(() -> flow.buffer(-3));
    assertThatIllegalArgumentException().isThrownBy(() -> flow.buffer(Integer.MIN_VALUE));
  }
}
