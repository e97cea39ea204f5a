package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.tryWithTimeout;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.sync.AsyncMutex;

// endregion

/** Programs of Go, in Java. */
public final class FromGo {
  private FromGo() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    goroutine();
    waitGroup();
    errGroup();
    channel();
    range();
    selecting();
    defaultCase();
    context();
    mutex();
    deferred();
  }

  private static void goroutine() {
    run(
        scope -> {
          // region go
          scope.launch(() -> System.out.println("in a task"));
          // endregion
        });
  }

  private static void waitGroup() {
    // region wait-group
    AtomicInteger sum = new AtomicInteger();
    taskScope()
        .run(
            scope -> {
              for (int i = 1; i <= 3; i++) {
                int n = i;
                scope.launch(() -> sum.addAndGet(n));
              }
            }); // waits for all of them
    System.out.println(sum);
    // endregion
  }

  private static void errGroup() {
    // region err-group
    try {
      taskScope()
          .run(
              scope -> {
                scope.launch(() -> delay(ofSeconds(60))); // is cancelled by the failure
                scope.launch(
                    () -> {
                      throw new NoSuchElementException("no such page");
                    });
              });
    } catch (NoSuchElementException e) {
      System.out.println(e.getMessage());
    }
    // endregion
  }

  private static void channel() {
    run(
        scope -> {
          // region channel
          Channel<String> pings = Channel.rendezvous(); // buffered(2) is make(chan string, 2)
          scope.launch(() -> pings.send("ping"));
          System.out.println(pings.receive());
          // endregion
        });
  }

  private static void range() {
    // region range
    Channel<Integer> numbers = Channel.buffered(3);
    numbers.send(1);
    numbers.send(2);
    numbers.close();
    for (int n : numbers) {
      System.out.println(n);
    }
    // endregion
  }

  private static void selecting() {
    Channel<String> a = Channel.buffered(1);
    Channel<String> b = Channel.buffered(1);
    b.send("two");
    // region select
    String seen =
        select()
            .onReceive(a, value -> "a " + value)
            .onReceive(b, value -> "b " + value)
            .onTimeout(ofSeconds(1), () -> "timeout")
            .fair() // a random one of those that are ready, as in Go
            .await();
    System.out.println(seen);
    // endregion
  }

  private static void defaultCase() {
    Channel<String> messages = Channel.buffered(1);
    // region default
    String seen = select().onReceive(messages, value -> value).orElse(() -> "no message").await();
    System.out.println(seen);
    // endregion
  }

  private static void context() {
    // region context
    boolean inTime = tryWithTimeout(ofMillis(10), () -> delay(ofSeconds(60)));
    System.out.println("in time: " + inTime);
    // endregion
  }

  private static void mutex() {
    // region mutex
    AsyncMutex lock = new AsyncMutex();
    lock.withLock(() -> System.out.println("locked"));
    // endregion
  }

  private static void deferred() {
    // region defer
    run(
        scope -> {
          scope.use(() -> System.out.println("closed")); // when all tasks have ended
          System.out.println("open");
        });
    // endregion
  }
}
