package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Resource;

/**
 * A {@code Resource} opens a connection, lets a block use it and closes it, as {@code async with}
 * does. Both may wait, and here the closing cannot be cancelled. (With try-with-resources, the
 * waits in {@code close} would throw if the block was cancelled, as those in {@code __aexit__} do
 * at a second {@code cancel}.)
 *
 * <p>asyncio tutorial 001, row 001-10.
 */
final class ConnectionForABlock {
  private ConnectionForABlock() {}

  static void main(PrintStream out) {
    Resource<Connection> connected = Resource.of(() -> Connection.open(out), Connection::close);
    run(scope -> connected.run(connection -> out.println(connection.query("SELECT * FROM users"))));
  }

  private record Connection(PrintStream out) {
    static Connection open(PrintStream out) {
      out.println("Connecting...");
      delay(ofSeconds(1));
      out.println("Connected");
      return new Connection(out);
    }

    String query(String sql) {
      delay(ofMillis(100));
      return "Result of: " + sql;
    }

    void close() {
      out.println("Disconnecting...");
      delay(ofMillis(500));
      out.println("Disconnected");
    }
  }
}
