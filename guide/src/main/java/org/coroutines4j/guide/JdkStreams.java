package org.coroutines4j.guide;

// region imports
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.ByteFlow;

// endregion

/** Streams and subprocesses of the JDK, in tasks. */
public final class JdkStreams {
  private JdkStreams() {}

  /** Runs the program. */
  public static void main(String[] args) {
    streams();
    processes();
  }

  // region server
  static void serve(ServerSocket server, TaskScope scope) {
    while (true) {
      Socket client = blocking(server::accept, server::close);
      scope.launch(() -> echo(client)); // a task for each client
    }
  }

  static void echo(Socket client) {
    try (client) {
      OutputStream out = client.getOutputStream();
      ByteFlow.fromInputStream(client::getInputStream)
          .collect(chunk -> blocking(() -> out.write(chunk), client::close));
    } catch (IOException | UncheckedIOException e) {
      System.err.println("client " + client.getRemoteSocketAddress() + ": " + e.getMessage());
    }
  }

  // endregion

  private static void streams() {
    run(
        scope -> {
          // region client
          ServerSocket server =
              scope.use(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
          scope.background(() -> serve(server, scope));
          try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getOutputStream().write("hello\nworld\n".getBytes(UTF_8));
            socket.shutdownOutput();
            ByteFlow.fromInputStream(socket::getInputStream).lines().collect(System.out::println);
          }
          // endregion
        });
  }

  private static void processes() {
    run(
        scope -> {
          // region process
          Process process = new ProcessBuilder("sort").start();
          try {
            scope.launch(
                () -> {
                  try (var in = process.getOutputStream()) {
                    in.write("pear\napple\n".getBytes(UTF_8));
                  }
                });
            System.out.println(ByteFlow.fromInputStream(process::getInputStream).lines().toList());
            System.out.println("exit code " + await(process.onExit()).exitValue());
          } finally {
            process.destroy(); // if this task is cancelled before
          }
          // endregion
        });
  }
}
