package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowRunOperationsTest} of jox. Its {@code runToChannel} is {@code produceIn}
 * here, {@code runTakeLast} is {@code takeLast}, and {@code runPipeToSink} is {@code toChannel}, or
 * {@code alsoTo} if the end of the flow closes the channel.
 */
class FlowRunOperationsTest {
  private static final AsyncFlow<Integer> EMPTY = AsyncFlow.empty();
  private static final AsyncFlow<Integer> THREE = AsyncFlow.of(1, 2, 3);

  private final RuntimeException broken = new IllegalStateException("broken");
  private final AsyncFlow<Integer> failed = AsyncFlow.failed(broken);

  private static List<Integer> elementsOf(ReceiveChannel<Integer> channel) {
    List<Integer> elements = new ArrayList<>();
    channel.forEach(elements::add);
    return elements;
  }

  @Test
  void runForEach_callsTheActionWithEachValue() {
    List<Integer> values = new ArrayList<>();
    THREE.collect(values::add);
    assertThat(values).containsExactly(1, 2, 3);
  }

  @Test
  void runToList_returnsTheValues() {
    assertThat(THREE.toList()).containsExactly(1, 2, 3);
  }

  @Test
  void runToChannel_sendsTheValues() {
    runTest(
        test -> {
          ReceiveChannel<Integer> channel = THREE.produceIn(test);
          assertThat(channel.receive()).isEqualTo(1);
          assertThat(channel.receive()).isEqualTo(2);
          assertThat(channel.receive()).isEqualTo(3);
        });
  }

  @Test
  void runToChannel_withACapacity_sendsTheValues() {
    runTest(
        test -> {
          ReceiveChannel<Integer> channel = THREE.buffer(2).produceIn(test);
          assertThat(elementsOf(channel)).containsExactly(1, 2, 3);
        });
  }

  @Test
  void runFold_ofAFailedFlow_fails() {
    assertThatThrownBy(() -> failed.fold(0, Integer::sum)).isSameAs(broken);
  }

  @Test
  void runFold_whenItsFunctionFails_fails() {
    assertThatThrownBy(
            () ->
                AsyncFlow.of(1)
                    .fold(
                        0,
                        (sum, x) -> {
                          throw broken;
                        }))
        .isSameAs(broken);
  }

  @Test
  void runFold_ofAnEmptyFlow_returnsTheInitialValue() {
    assertThat(EMPTY.fold(0, Integer::sum)).isZero();
  }

  @Test
  void runFold_ofSomeValues_combinesThem() {
    assertThat(AsyncFlow.of(1, 2).fold(0, Integer::sum)).isEqualTo(3);
  }

  @Test
  void runTakeLast_ofAFailedFlow_fails() {
    assertThatThrownBy(() -> failed.takeLast(1).toList()).isSameAs(broken);
  }

  @Test
  void runTakeLast_ofANegativeNumber_isRefused() {
    assertThatThrownBy(() -> EMPTY.takeLast(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void runTakeLast_ofAnEmptyFlow_isEmpty() {
    assertThat(EMPTY.takeLast(1).toList()).isEmpty();
  }

  @Test
  void runTakeLast_ofZero_isEmpty() {
    assertThat(AsyncFlow.of(1).takeLast(0).toList()).isEmpty();
  }

  @Test
  void runTakeLast_ofMoreThanThereAre_returnsAll() {
    assertThat(AsyncFlow.of(1, 2).takeLast(3).toList()).containsExactly(1, 2);
  }

  @Test
  void runTakeLast_ofTwo_returnsTheLastTwo() {
    assertThat(AsyncFlow.of(1, 2, 3, 4, 5).takeLast(2).toList()).containsExactly(4, 5);
  }

  @Test
  void runReduce_ofAnEmptyFlow_fails() {
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> EMPTY.reduce(Integer::sum));
  }

  @Test
  void runReduce_whenItsFunctionFails_fails() {
    assertThatThrownBy(
            () ->
                AsyncFlow.of(1, 2)
                    .reduce(
                        (a, b) -> {
                          throw broken;
                        }))
        .isSameAs(broken);
  }

  @Test
  void runReduce_ofOneValue_returnsIt() {
    assertThat(AsyncFlow.of(1).reduce(Integer::sum)).isEqualTo(1);
  }

  @Test
  void runReduce_ofSomeValues_combinesThem() {
    assertThat(AsyncFlow.of(1, 2).reduce(Integer::sum)).isEqualTo(3);
  }

  @Test
  void runLast_ofAnEmptyFlow_fails() {
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(EMPTY::last);
  }

  @Test
  void runLast_ofAFailedFlow_fails() {
    assertThatThrownBy(failed::last).isSameAs(broken);
  }

  @Test
  void runLast_ofSomeValues_returnsTheLast() {
    assertThat(AsyncFlow.of(1, 2).last()).isEqualTo(2);
  }

  @Test
  void runLastOptional_ofAnEmptyFlow_isEmpty() {
    assertThat(EMPTY.lastOrEmpty()).isEmpty();
  }

  @Test
  void runLastOptional_ofSomeValues_returnsTheLast() {
    assertThat(THREE.lastOrEmpty()).contains(3);
  }

  @Test
  void runLastOptional_ofAFailedFlow_fails() {
    assertThatThrownBy(failed::lastOrEmpty).isSameAs(broken);
  }

  @Test
  void runPipeToSink_leavesTheChannelOpen() {
    runTest(
        test -> {
          Channel<Integer> channel = Channel.rendezvous();
          test.launch(
              () -> {
                THREE.toChannel(channel);
                assertThat(channel.isClosedForSend()).isFalse();
                channel.close();
              });
          assertThat(elementsOf(channel)).containsExactly(1, 2, 3);
        });
  }

  @Test
  void runPipeToSink_withTheEnd_closesTheChannel() {
    runTest(
        test -> {
          Channel<Integer> channel = Channel.rendezvous();
          test.launch(() -> THREE.alsoTo(channel).collect(value -> {}));
          assertThat(elementsOf(channel)).containsExactly(1, 2, 3);
        });
  }
}
