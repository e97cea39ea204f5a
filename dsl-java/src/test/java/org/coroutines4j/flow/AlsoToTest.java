package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.junit.jupiter.api.Test;

/** Guards that alsoTo sends each value, and ends its channel as the flow ends. */
class AlsoToTest {
  private final Channel<Integer> channel = Channel.unlimited();

  private static List<Integer> drained(Channel<Integer> channel) {
    List<Integer> elements = new ArrayList<>();
    channel.forEach(elements::add);
    return elements;
  }

  @Test
  void channel_getsAllValues_andIsClosedAtTheEnd() {
    assertThat(AsyncFlow.of(1, 2).alsoTo(channel).toList()).containsExactly(1, 2);
    assertThat(drained(channel)).containsExactly(1, 2);
  }

  @Test
  void channel_isClosed_whenTheCollectorWantsNoMore() {
    assertThat(AsyncFlow.range(0, 100).alsoTo(channel).take(2).toList()).containsExactly(0, 1);
    assertThat(drained(channel)).containsExactly(0, 1);
  }

  @Test
  void failureOfTheFlow_closesTheChannelWithIt() {
    IllegalStateException broken = new IllegalStateException("broken");
    AsyncFlow<Integer> failing = AsyncFlow.of(1).concatWith(AsyncFlow.failed(broken));
    assertThatThrownBy(() -> failing.alsoTo(channel).count()).isSameAs(broken);
    assertThat(channel.receive()).isEqualTo(1);
    assertThatThrownBy(channel::receive)
        .isInstanceOf(ChannelClosedException.class)
        .hasCause(broken);
  }

  @Test
  void fullChannel_makesTheFlowWait() {
    Channel<Integer> rendezvous = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              Task<List<Integer>> values =
                  scope.async(() -> AsyncFlow.of(1, 2, 3).alsoTo(rendezvous).toList());
              assertThat(drained(rendezvous)).containsExactly(1, 2, 3);
              assertThat(values.await()).containsExactly(1, 2, 3);
            });
  }

  @Test
  void channelThatOtherCodeClosed_failsTheFlow() {
    channel.close();
    assertThatThrownBy(() -> AsyncFlow.of(1).alsoTo(channel).count())
        .isInstanceOf(ChannelClosedException.class);
  }
}
