package org.coroutines4j.console;

import static java.time.Duration.ofHours;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.util.concurrent.Callable;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;

/** A program to look into. It ends when its input does. */
public final class ShopProgram {
  /** A name that tries to change the terminal, and to be a part of a page. */
  static final String EVIL = "evil\u001b[2J\u202e\n<script>alert(1)</script>";

  private ShopProgram() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          ServiceScope shop = ServiceScope.open("shop");
          Task<?> sleeper = shop.named("sleeper").launch(() -> delay(ofHours(1)));
          shop.named("waiter").launch(sleeper::join);
          shop.on(Dispatchers.cpu().limitedParallelism(1))
              .named("limited")
              .launch(() -> delay(ofHours(1)));
          shop.named(EVIL).lazily().launch(() -> {});
          Callable<?> failing =
              () -> {
                throw new IllegalStateException("broken " + EVIL);
              };
          shop.named("failing").launch(failing::call).join();
          AsyncQueue<String> orders = AsyncQueue.fifo(3);
          orders.put("one");
          orders.monitorAs("orders");
          System.out.println("ready");
          while (System.in.read() >= 0) {
            // until the end
          }
          shop.close();
          System.out.println(orders.get()); // the queue is referred to until here
        });
  }
}
