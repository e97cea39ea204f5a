package org.coroutines4j.guide.pitfalls;

// region imports
import static java.net.InetAddress.getLoopbackAddress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;

// endregion

/** Serves clients in a scope that a failure cancels, and in one that it does not. */
public final class BrokenClient {
  private BrokenClient() {}

  // region serve
  /** Accepts clients, and answers each of them by a task of {@code clients}. */
  private static void serve(TaskScope clients, ServerSocket server) throws IOException {
    while (true) {
      Socket client = blocking(server::accept, server::close);
      clients.launch(() -> echo(client));
    }
  }

  private static void echo(Socket client) throws IOException {
    try (client) {
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      while (true) {
        String line = blocking(in::readLine, client::close);
        if (line == null) {
          return;
        }
        client.getOutputStream().write((line + "\n").getBytes(UTF_8));
      }
    }
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    inATaskScope();
    inAServiceScope();
  }

  private static void inATaskScope() {
    run(
        scope -> {
          try (ServerSocket server = new ServerSocket(0, 50, getLoopbackAddress());
              Client ada = new Client(server);
              Client bob = new Client(server)) {
            // region wrong
            Task<?> serving = // a taskScope is cancelled by the first failure
                scope.launch(() -> taskScope().run(clients -> serve(clients, server)));
            System.out.println("bob: " + bob.ask("hello"));
            ada.ask("hello");
            ada.breakOff(); // its task fails, as the connection has been reset
            System.out.println("server runs: " + serving.awaitOutcome().isSuccess());
            System.out.println("bob: " + bob.read()); // the end of the connection
            // endregion
          }
        });
  }

  private static void inAServiceScope() {
    run(
        scope -> {
          try (ServerSocket server = new ServerSocket(0, 50, getLoopbackAddress());
              Client ada = new Client(server);
              Client bob = new Client(server)) {
            // region right
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            try (ServiceScope clients =
                ServiceScope.builder("clients")
                    .onFailure((task, failure) -> failed.complete(failure)) // or write a log line
                    .open()) {
              Task<?> serving = scope.launch(() -> serve(clients, server));
              ada.ask("hello");
              ada.breakOff();
              System.out.println("a client has failed: " + await(failed));
              System.out.println("bob: " + bob.ask("hello"));
              serving.cancelAndJoin();
            }
            // endregion
          }
        });
  }
}
