package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * A lazy task runs nothing until it is awaited, like the coroutine object of an {@code async def}.
 * Different from asyncio: laziness has to be asked for; a plain call does the work immediately.
 *
 * <p>asyncio tutorial 000, row 000-4.
 */
final class LazyTaskRunsWhenAwaited {
  private LazyTaskRunsWhenAwaited() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<String> query = scope.lazily().async(() -> fetchUser(1, out));
          out.println("Task made, running: " + query.isActive());
          out.println(query.await());
        });
  }

  private static String fetchUser(int id, PrintStream out) {
    out.println("User " + id + " query started");
    delay(ofMillis(500));
    out.println("User " + id + " query completed");
    return "User_" + id;
  }
}
