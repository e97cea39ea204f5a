package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code FlowAlsoToTest} of jox: a flow that is also sent to a channel. */
class FlowAlsoToTest {
  private static final AsyncFlow<Integer> HUNDRED = AsyncFlow.iterate(1, i -> i + 1).take(100);

  private final RuntimeException broken = new IllegalStateException("broken");

  private static List<Integer> elementsOf(Channel<Integer> channel) {
    List<Integer> elements = new ArrayList<>();
    channel.forEach(elements::add);
    return elements;
  }

  private static List<Integer> receiveThree(Channel<Integer> channel) {
    return List.of(channel.receive(), channel.receive(), channel.receive());
  }

  @Test
  void alsoTo_bufferedChannel_sendsToBoth() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.buffered(10);
          assertThat(AsyncFlow.of(1, 2, 3).alsoTo(other).toList()).containsExactly(1, 2, 3);
          assertThat(elementsOf(other)).containsExactly(1, 2, 3);
        });
  }

  @Test
  void alsoTo_rendezvousChannel_sendsToBoth() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.rendezvous();
          Task<List<Integer>> reader = test.async(() -> elementsOf(other));
          assertThat(AsyncFlow.of(1, 2, 3, 4, 5).alsoTo(other).toList())
              .containsExactly(1, 2, 3, 4, 5);
          assertThat(reader.await()).containsExactly(1, 2, 3, 4, 5);
        });
  }

  @Test
  void alsoTo_whenTheChannelIsClosed_fails() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.rendezvous();
          Task<List<Integer>> reader =
              test.async(
                  () -> {
                    List<Integer> received = receiveThree(other);
                    other.close();
                    other.receiveOrClosed(); // a send that waits already still succeeds
                    return received;
                  });
          assertThatThrownBy(() -> HUNDRED.alsoTo(other).toList())
              .isInstanceOf(ChannelClosedException.class)
              .hasNoCause();
          assertThat(reader.await()).containsExactly(1, 2, 3);
        });
  }

  // To fail a channel also drops its elements and its waiting sends in jox. Here, cancel does that,
  // and closeExceptionally keeps them.

  @Test
  void alsoTo_whenTheChannelIsCancelled_failsWithTheCause() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.buffered(1);
          Task<List<Integer>> reader =
              test.async(
                  () -> {
                    List<Integer> received = receiveThree(other);
                    other.cancel(broken);
                    return received;
                  });
          assertThatThrownBy(() -> HUNDRED.alsoTo(other).toList())
              .isInstanceOf(ChannelClosedException.class)
              .rootCause()
              .isSameAs(broken);
          assertThat(reader.await()).containsExactly(1, 2, 3);
        });
  }

  @Test
  void alsoTo_whenTheChannelIsClosedWithAFailure_failsWithIt() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.buffered(1);
          Task<List<Integer>> reader =
              test.async(
                  () -> {
                    List<Integer> received = receiveThree(other);
                    other.closeExceptionally(broken);
                    other.receiveOrClosed(); // makes room for a send that waits already
                    return received;
                  });
          assertThatThrownBy(() -> HUNDRED.alsoTo(other).toList())
              .isInstanceOf(ChannelClosedException.class)
              .cause()
              .isSameAs(broken);
          assertThat(reader.await()).containsExactly(1, 2, 3);
        });
  }

  @Test
  void alsoTo_whenTheFlowFails_closesTheChannelWithTheFailure() {
    runTest(
        test -> {
          Channel<Integer> other = Channel.rendezvous();
          List<Integer> received = new ArrayList<>();
          Task<Boolean> reader =
              test.async(
                  () -> {
                    other.forEach(received::add);
                    return true;
                  });
          assertThatThrownBy(
                  () -> HUNDRED.concatWith(AsyncFlow.failed(broken)).alsoTo(other).toList())
              .isSameAs(broken);
          assertThatThrownBy(reader::await)
              .isInstanceOf(ChannelClosedException.class)
              .cause()
              .isSameAs(broken);
          assertThat(received).isEqualTo(HUNDRED.toList());
        });
  }
}
