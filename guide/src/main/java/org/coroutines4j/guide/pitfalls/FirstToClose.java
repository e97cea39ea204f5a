package org.coroutines4j.guide.pitfalls;

// region imports
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.selectRun;

import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.flow.AsyncFlow;

// endregion

/** Receives from two channels until the first of them is closed, and until both are. */
public final class FirstToClose {
  private FirstToClose() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    run(
        scope -> {
          untilTheFirst();
          untilBoth();
        });
  }

  private static void untilTheFirst() {
    // region wrong
    Channel<String> teas = closedAfter("tea", 1);
    Channel<String> cakes = closedAfter("cake", 3);
    AtomicInteger served = new AtomicInteger();
    try {
      while (true) {
        selectRun()
            .onReceive(teas, tea -> served.incrementAndGet())
            .onReceive(cakes, cake -> served.incrementAndGet())
            .await();
      }
    } catch (ChannelClosedException e) { // teas is closed, but cakes has elements
      System.out.println("until the first is closed: " + served + " served");
    }
    // endregion
  }

  private static void untilBoth() {
    // region right
    Channel<String> teas = closedAfter("tea", 1);
    Channel<String> cakes = closedAfter("cake", 3);
    AtomicInteger served = new AtomicInteger();
    AsyncFlow.merge(AsyncFlow.fromChannel(teas), AsyncFlow.fromChannel(cakes))
        .collect(order -> served.incrementAndGet());
    System.out.println("until both are closed: " + served + " served");
    // endregion
  }

  // region channel
  private static Channel<String> closedAfter(String name, int count) {
    Channel<String> channel = Channel.buffered(count);
    for (int i = 1; i <= count; i++) {
      channel.send(name + " " + i);
    }
    channel.close();
    return channel;
  }
  // endregion
}
