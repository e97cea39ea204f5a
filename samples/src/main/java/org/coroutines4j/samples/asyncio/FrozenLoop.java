package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.TaskScope;

/**
 * On an event loop, as in asyncio, a task that blocks its thread keeps all others from running; in
 * {@code blocking} it does not.
 *
 * <p>asyncio tutorial 003, row 003-2.
 */
final class FrozenLoop {
  private FrozenLoop() {}

  static void main(PrintStream out) {
    taskScope().on(Dispatchers.eventLoop()).run(scope -> block(scope, out));
  }

  private static void block(TaskScope scope, PrintStream out) {
    scope.background(
        () -> {
          while (true) {
            out.println("tick");
            delay(ofMillis(100));
          }
        });
    delay(ofMillis(150));
    out.println("sleeping");
    sleep();
    out.println("awake");
    delay(ofMillis(150));
    out.println("sleeping, in blocking(...)");
    blocking(FrozenLoop::sleep);
    out.println("awake");
  }

  private static void sleep() {
    try {
      Thread.sleep(600);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
