package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.tryWithTimeout;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;

// endregion

/** A program that writes what it has accepted before it ends. */
public final class OrderlyEnd {
  private OrderlyEnd() {}

  private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();

  // region program
  static void serve(AsyncQueue<String> orders) {
    ServiceScope workers = ServiceScope.open("workers"); // is not cancelled with the caller
    workers.background(
        () -> {
          for (String order : orders) {
            try {
              write(order);
            } catch (RuntimeException e) {
              ensureActive();
              System.err.println(order + ": " + e);
            } finally {
              orders.taskDone();
            }
          }
        });
    try {
      awaitCancellation(); // SIGINT or SIGTERM cancels this wait
    } finally {
      nonCancellable(() -> end(orders, workers));
    }
  }

  private static void end(AsyncQueue<String> orders, ServiceScope workers) {
    orders.shutdown(); // a put throws from now on; what is in the queue is still processed
    boolean all = tryWithTimeout(ofSeconds(5), () -> orders.join());
    System.out.println("all orders are written: " + all);
    workers.close(ofSeconds(1));
  }

  // endregion

  private static void write(String order) {
    delay(ofMillis(1));
    WRITTEN.add(order);
  }

  /** Runs the program, and cancels it as a signal would. */
  public static void main(String[] args) {
    AsyncQueue<String> orders = AsyncQueue.fifo();
    for (int i = 0; i < 20; i++) {
      orders.put("order " + i);
    }
    try {
      run(
          scope -> {
            scope.background(
                () -> {
                  delay(ofMillis(5));
                  scope.cancel("SIGTERM");
                });
            serve(orders);
          });
    } catch (CancellationException e) {
      System.out.println(WRITTEN.size() + " orders");
    }
  }
}
