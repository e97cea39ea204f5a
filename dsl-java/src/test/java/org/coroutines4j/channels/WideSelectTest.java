package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards that a select over many clauses follows the same rules as one over two, and is built in
 * linear time.
 */
class WideSelectTest {
  private static List<Channel<Integer>> channels(int count) {
    return Stream.generate(() -> Channel.<Integer>buffered(1)).limit(count).toList();
  }

  private static Select<Integer> over(List<Channel<Integer>> channels) {
    Select<Integer> select = select().returning(Integer.class);
    for (Channel<Integer> channel : channels) {
      select = select.onReceive(channel, n -> n);
    }
    return select;
  }

  @Test
  void anyOfManyChannels_isReceivedFrom() {
    List<Channel<Integer>> channels = channels(2_000);
    channels.get(1_234).send(5);
    assertThat(over(channels).await()).isEqualTo(5);
    taskScope()
        .run(
            scope -> {
              Task<Integer> waiting = scope.async(() -> over(channels).await());
              channels.get(1_999).send(6);
              assertThat(waiting.await()).isEqualTo(6);
            });
    assertThat(channels).noneMatch(c -> c.tryReceive() instanceof ReceiveResult.Received);
  }

  @Test
  void firstOfManyReadyClauses_isChosen_alsoOfOneChannel() {
    List<Channel<Integer>> channels = channels(20);
    for (int i = 10; i < 20; i++) {
      channels.get(i).send(i);
    }
    int first = over(channels).onReceive(channels.get(10), n -> -n).await();
    assertThat(first).isEqualTo(10);
    int second = over(channels).onReceive(channels.get(10), n -> -n).await();
    assertThat(second).isEqualTo(11);
  }

  @Test
  void receiveAndSendOnOneOfMany_isRefused() {
    List<Channel<Integer>> channels = channels(20);
    for (Channel<Integer> channel : channels) {
      Select<Integer> select = over(channels);
      assertThatThrownBy(() -> select.onSend(channel, 1, () -> 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("both receive from and send to the same channel");
    }
  }
}
