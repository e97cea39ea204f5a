package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.Select;

// endregion

/** Waits for the first of several events. */
public final class SelectFirst {
  private SelectFirst() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          AtomicInteger served = new AtomicInteger();
          Channel<String> orders = Channel.rendezvous();
          Channel<String> cancellations = Channel.rendezvous();
          Task<Integer> report =
              scope.async(
                  () -> {
                    delay(ofSeconds(9));
                    return 1;
                  });
          scope.launch(() -> orders.send("coffee"));

          // region select
          String first =
              select()
                  .onReceive(orders, order -> "order " + order)
                  .onReceive(cancellations, order -> "cancelled " + order)
                  .onAwait(report, lines -> "a report of " + lines + " lines")
                  .onTimeout(ofSeconds(5), () -> "nothing to do")
                  .await();
          System.out.println(first);
          // endregion

          // region select-loop
          scope.launch(
              () -> {
                orders.send("tea");
                cancellations.send("tea");
              });
          boolean[] open = {true};
          while (open[0]) {
            selectRun()
                .onReceive(orders, order -> System.out.println("make " + order))
                .onReceive(cancellations, order -> System.out.println("do not make " + order))
                .onTimeout(ofSeconds(1), () -> open[0] = false)
                .await();
          }
          // endregion

          // region select-now
          String now =
              select()
                  .onReceive(orders, order -> "order " + order)
                  .orElse(() -> "no order is waiting") // so this select never waits
                  .await();
          System.out.println(now);
          // endregion
          report.cancel();

          receiveAll(
              List.of(numbered(scope, "tea", 1), numbered(scope, "cake", 3)),
              order -> served.incrementAndGet());
          System.out.println(served + " served");
        });
  }

  private static ReceiveChannel<String> numbered(TaskScope scope, String name, int count) {
    return Channel.produce(
        scope,
        1,
        out -> {
          for (int i = 1; i <= count; i++) {
            out.send(name + " " + i);
          }
        });
  }

  // region select-all
  /** Receives from all channels until each of them is closed. */
  static <E> void receiveAll(List<ReceiveChannel<E>> channels, Consumer<E> handler) {
    List<ReceiveChannel<E>> open = new ArrayList<>(channels);
    while (!open.isEmpty()) {
      Select.Run select = selectRun().fair(); // so that a busy channel does not keep out the rest
      for (ReceiveChannel<E> channel : open) {
        select.onReceiveOrClosed(
            channel,
            result -> {
              if (result instanceof ReceiveResult.Received<E> received) {
                handler.accept(received.value());
              } else if (result instanceof ReceiveResult.Closed<E> closed) {
                if (closed.cause() != null) {
                  throw new ChannelClosedException(closed.cause()); // the channel has failed
                }
                open.remove(channel);
              }
            });
      }
      select.await();
    }
  }

  // endregion
}
