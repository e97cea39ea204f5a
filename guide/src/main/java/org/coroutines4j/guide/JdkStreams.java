package org.coroutines4j.guide;

// region imports
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
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
  static void serve(ServerSocket server, TaskScope scope) throws IOException {
    while (true) {
      Socket client = blocking(server::accept, server::close);
      try {
        Task<?> task = scope.lazily().launch(() -> echo(client)); // a task for each client
        task.onCompletion(end -> close(client)); // also if the task never began
        task.start(); // after the handler, which then has the failure even of the fastest task
      } catch (CancellationException e) { // the scope starts no task any more
        client.close();
        throw e;
      }
    }
  }

  static void echo(Socket client) throws IOException {
    try (client) {
      ByteFlow bytes = ByteFlow.fromInputStream(client::getInputStream);
      blocking(() -> bytes.writeTo(client.getOutputStream()), client::close);
    }
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // logged
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
            AsyncFlow<String> lines = ByteFlow.fromInputStream(process::getInputStream).lines();
            System.out.println(blocking(() -> lines.toList(), process::destroy));
            System.out.println("exit code " + await(process.onExit()).exitValue());
          } finally {
            process.destroy(); // if this task is cancelled or fails before
          }
          // endregion
        });
  }
}
