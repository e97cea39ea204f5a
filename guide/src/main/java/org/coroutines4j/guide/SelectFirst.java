package org.coroutines4j.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;

import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;

/** Waits for several things at once. */
public final class SelectFirst {
  private SelectFirst() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
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
                .onTimeout(ofMillis(200), () -> open[0] = false)
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
        });
  }
}
