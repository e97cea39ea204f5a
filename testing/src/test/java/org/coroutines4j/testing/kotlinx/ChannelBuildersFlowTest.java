package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The case of kotlinx's {@code ChannelBuildersFlowTest} for a buffer and {@code produceIn}. */
class ChannelBuildersFlowTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void produceIn_bufferedChannel_receivesAllAhead() {
    List<Integer> received = new ArrayList<>();
    runTest(
        test -> {
          ReceiveChannel<Integer> channel =
              Channel.produce(
                  test,
                  0,
                  out -> {
                    log.add("producer");
                    for (int i = 1; i <= 10; i++) {
                      out.send(i);
                    }
                    log.add("produced");
                  });
          AsyncFlow<Integer> flow = AsyncFlow.fromChannel(channel).buffer();
          log.add("flow");
          ReceiveChannel<Integer> result = flow.produceIn(test);
          delay(ofMillis(1)); // the flow receives all that the producer sends
          assertThat(channel.isClosedForReceive()).isTrue();
          assertThat(result.isClosedForReceive()).isFalse();
          log.add("buffered");
          result.forEach(received::add);
          assertThat(result.isClosedForReceive()).isTrue();
        });
    assertThat(log).containsExactly("flow", "producer", "produced", "buffered");
    assertThat(received).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }
}
