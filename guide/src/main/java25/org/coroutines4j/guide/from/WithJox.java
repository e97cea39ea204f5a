package org.coroutines4j.guide.from;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.structured.Fork;
import com.softwaremill.jox.structured.Par;
import com.softwaremill.jox.structured.Race;
import com.softwaremill.jox.structured.Scopes;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The programs of {@link FromJox} with Jox. */
public final class WithJox {
  private WithJox() {}

  private static String load(String name, int millis) throws InterruptedException {
    Thread.sleep(millis);
    return name;
  }

  /** Runs the programs of the page. */
  public static void main(String[] args) throws InterruptedException, TimeoutException {
    supervised();
    parallel();
    racing();
    timeouts();
    channels();
    selecting();
  }

  private static void supervised() throws InterruptedException {
    // region supervised
    String both =
        Scopes.supervised(
            scope -> {
              Fork<String> a = scope.forkUser(() -> load("a", 5));
              Fork<String> b = scope.forkUser(() -> load("b", 5));
              return a.join() + b.join();
            });
    System.out.println(both);
    // endregion
  }

  private static void parallel() throws InterruptedException {
    // region par
    List<String> pages = Par.par(List.of(() -> load("a", 5), () -> load("b", 5)));
    System.out.println(pages);
    // endregion
  }

  private static void racing() throws InterruptedException {
    // region race
    System.out.println(Race.race(() -> load("slow", 60_000), () -> load("fast", 5)));
    // endregion
  }

  private static void timeouts() throws InterruptedException, TimeoutException {
    // region timeout
    System.out.println(Race.timeout(1000, () -> load("page", 5)));
    // endregion
  }

  private static void channels() throws InterruptedException {
    // region channel
    Channel<String> channel = Channel.newBufferedChannel(16);
    channel.send("hello");
    channel.done();
    channel.forEach(System.out::println);
    // endregion
  }

  private static void selecting() throws InterruptedException {
    Channel<String> a = Channel.newBufferedChannel(1);
    Channel<String> b = Channel.newBufferedChannel(1);
    b.send("b");
    // region select
    String first =
        Select.select(
            a.receiveClause(value -> "a: " + value), b.receiveClause(value -> "b: " + value));
    System.out.println(first);
    // endregion
  }
}
