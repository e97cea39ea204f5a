package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;

// endregion

/** Programs of Jox, with this library. */
public final class FromJox {
  private FromJox() {}

  private static String load(String name, int millis) {
    delay(ofMillis(millis));
    return name;
  }

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    supervised();
    parallel();
    racing();
    timeouts();
    channels();
    selecting();
  }

  private static void supervised() {
    // region supervised
    String both =
        taskScope()
            .call(
                scope -> {
                  Task<String> a = scope.async(() -> load("a", 5));
                  Task<String> b = scope.async(() -> load("b", 5));
                  return a.await() + b.await();
                });
    System.out.println(both);
    // endregion
  }

  private static void parallel() {
    // region par
    List<String> pages = gather(() -> load("a", 5), () -> load("b", 5));
    System.out.println(pages);
    // endregion
  }

  private static void racing() {
    // region race
    System.out.println(race(() -> load("slow", 60_000), () -> load("fast", 5)));
    // endregion
  }

  private static void timeouts() {
    // region timeout
    System.out.println(withTimeout(ofSeconds(1), () -> load("page", 5)));
    // endregion
  }

  private static void channels() {
    // region channel
    Channel<String> channel = Channel.buffered(16);
    channel.send("hello");
    channel.close(); // done()
    for (String value : channel) {
      System.out.println(value);
    }
    // endregion
  }

  private static void selecting() {
    Channel<String> a = Channel.buffered(1);
    Channel<String> b = Channel.buffered(1);
    b.send("b");
    // region select
    String first =
        select().onReceive(a, value -> "a: " + value).onReceive(b, value -> "b: " + value).await();
    System.out.println(first);
    // endregion
  }
}
