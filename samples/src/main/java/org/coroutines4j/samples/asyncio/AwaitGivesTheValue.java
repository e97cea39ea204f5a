package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * What an asynchronous method returns is its value: it is a plain Java method that waits, and
 * calling it is awaiting it.
 *
 * <p>asyncio tutorial 000, row 000-5.
 */
final class AwaitGivesTheValue {
  private AwaitGivesTheValue() {}

  static void main(PrintStream out) {
    run(scope -> out.println(fetchUser(1, out)));
  }

  private static User fetchUser(int id, PrintStream out) {
    out.println("User " + id + " query started");
    delay(ofMillis(500));
    out.println("User " + id + " query completed");
    return new User(id, "User_" + id);
  }

  private record User(int id, String name) {
    @Override
    public String toString() {
      return "{'id': " + id + ", 'name': '" + name + "'}";
    }
  }
}
