package consumer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.List;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;

/** What a service of Java alone uses, with {@code coroutines4j} as its only dependency. */
public final class Program {
  private Program() {}

  public static void main(String[] args) {
    run(
        scope -> {
          expect("gather", List.of(1, 2), gather(() -> 1, () -> 2));
          expect("mapConcurrent", List.of(1, 4, 9), mapConcurrent(List.of(1, 2, 3), 2, n -> n * n));
          expect("race", "fast", race(Program::slow, () -> "fast"));
          expect("timeout", true, withTimeoutOrEmpty(ofMillis(10), Program::slow).isEmpty());
          expect("scope", 3, taskScope().call(inner -> inner.async(() -> 3).await()));
          expect("flow", 4, AsyncFlow.of(1, 2, 3).buffer(2).map(n -> n + 1).last());
          expect("merge", 3L, AsyncFlow.merge(AsyncFlow.of(1), AsyncFlow.of(2, 3)).count());
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(7);
          expect(
              "select",
              7,
              select().onReceive(channel, n -> n).onTimeout(ofSeconds(9), () -> 0).await());
        });
    System.out.println("GOOD");
  }

  private static String slow() {
    delay(ofSeconds(30));
    return "slow";
  }

  private static void expect(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", but was " + found);
    }
  }
}
