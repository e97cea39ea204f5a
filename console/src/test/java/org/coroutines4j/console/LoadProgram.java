package org.coroutines4j.console;

import static java.time.Duration.ofHours;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.Channel;

/**
 * A program with 50,000 waiting tasks, and two more that hand elements over and start tasks. For
 * each line of its input it prints how many elements they have handed over, and how much memory is
 * in use after a collection.
 */
public final class LoadProgram {
  static final int TASKS = 50_000;

  private LoadProgram() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        main -> {
          ServiceScope scope = ServiceScope.open("load");
          for (int i = 0; i < TASKS; i++) {
            scope.named("session of user " + i).launch(() -> delay(ofHours(10)));
          }
          AtomicLong count = work(scope);
          System.out.println("ready");
          BufferedReader in =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
          while (in.readLine() != null) {
            long counted = count.get();
            System.gc();
            Runtime memory = Runtime.getRuntime();
            System.out.println(counted);
            System.out.println(memory.totalMemory() - memory.freeMemory());
          }
          Runtime.getRuntime().halt(0);
        });
  }

  private static AtomicLong work(ServiceScope scope) {
    AtomicLong count = new AtomicLong();
    Channel<Integer> channel = Channel.buffered(16);
    scope
        .named("sender")
        .launch(
            () -> {
              for (int i = 0; ; i++) {
                channel.send(scope.async(() -> 1).await() + i);
              }
            });
    scope.named("receiver").launch(() -> channel.consume(element -> count.incrementAndGet()));
    return count;
  }
}
