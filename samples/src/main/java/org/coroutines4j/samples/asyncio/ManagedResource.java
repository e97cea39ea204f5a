package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Resource;

/**
 * {@code @asynccontextmanager}: one body gets the resource, lets it be used and gives it back; for
 * Python's {@code yield} it calls {@code hold}, which returns, or throws, when the use is over.
 *
 * <p>asyncio tutorial 001, row 001-11.
 */
final class ManagedResource {
  private ManagedResource() {}

  static void main(PrintStream out) {
    run(scope -> managed("database", out).run(name -> out.println("Using " + name)));
  }

  private static Resource<String> managed(String name, PrintStream out) {
    return Resource.managed(
        holder -> {
          out.println("Acquiring " + name);
          delay(ofMillis(500));
          try {
            holder.hold(name);
          } finally {
            out.println("Releasing " + name);
            delay(ofMillis(200)); // not cancelled, though the use may have been
          }
        });
  }
}
