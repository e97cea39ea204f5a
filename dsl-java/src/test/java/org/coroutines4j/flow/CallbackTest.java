package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.channels.ChannelClosedException;
import org.junit.jupiter.api.Test;

/** Guards that the code that ends a callback may wait for the threads that call it. */
class CallbackTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void closeThatJoinsAWaitingSender_ends() {
    AsyncFlow<Integer> flow =
        AsyncFlow.callback(
            channel -> {
              Thread sender =
                  new Thread(
                      () -> {
                        try {
                          for (int i = 0;
                              ;
                              i++) { // soon they are not received any more, and this waits
                            channel.send(i);
                          }
                        } catch (ChannelClosedException ended) {
                          log.add("sender ended");
                        }
                      });
              sender.start();
              return () -> {
                sender.join();
                log.add("closed");
              };
            });
    assertThat(flow.take(3).toList()).containsExactly(0, 1, 2);
    assertThat(log).containsExactly("sender ended", "closed");
  }

  @Test
  void channelThatIsClosed_endsTheFlow_andClosesOnce() {
    AtomicInteger closed = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.callback(
            channel -> {
              channel.trySend(1);
              channel.close();
              return closed::incrementAndGet;
            });
    assertThat(flow.toList()).containsExactly(1);
    assertThat(closed).hasValue(1);
  }
}
