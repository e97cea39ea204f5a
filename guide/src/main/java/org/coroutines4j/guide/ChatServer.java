package org.coroutines4j.guide;

// region imports
import static java.net.InetAddress.getLoopbackAddress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.Socket;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.MutableSharedFlow;

// endregion

/** A chat server over TCP: each line of a client goes to all clients. */
public final class ChatServer implements AutoCloseable {
  // region server
  private final ServerSocket server = new ServerSocket(0, 50, getLoopbackAddress());
  private final ServiceScope clients = ServiceScope.open("clients");
  private final Task<?> accepting;

  /** What has been said. A client that is 100 lines behind misses the oldest of them. */
  private final MutableSharedFlow<String> lines =
      MutableSharedFlow.create(0, 100, Overflow.DROP_OLDEST);

  /** Opens the server, on any free port. */
  public ChatServer() throws IOException {
    accepting = clients.launch(this::acceptAll);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = blocking(server::accept, server::close);
      Task<?> task = clients.lazily().launch(() -> talk(client));
      task.onCompletion(end -> close(client)); // however it ends
      task.start(); // after the handler, which then has the failure even of the fastest task
    }
  }

  // endregion

  // region client
  private void talk(Socket client) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    Writer out = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), UTF_8));
    taskScope()
        .run(
            scope -> {
              scope.background( // ends when the client has left
                  () ->
                      lines
                          .onSubscription(hello -> hello.emit("welcome"))
                          .collect(line -> blocking(() -> write(line, out), client::close)));
              for (String line = read(in, client); line != null; line = read(in, client)) {
                lines.emit(line);
              }
            });
  }

  private static void write(String line, Writer out) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  private static String read(BufferedReader in, Socket client) throws IOException {
    return blocking(in::readLine, client::close);
  }

  // endregion

  // region close
  /** Stops accepting clients, and ends their tasks. */
  @Override
  public void close() {
    accepting.cancelAndJoin(); // closes the server
    clients.close(ofSeconds(5)); // cancels the tasks, and waits until they have ended
  }

  // endregion

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          // region use
          try (ChatServer chat = new ChatServer();
              Socket ada = new Socket(getLoopbackAddress(), chat.port())) {
            BufferedReader in =
                new BufferedReader(new InputStreamReader(ada.getInputStream(), UTF_8));
            System.out.println(in.readLine());
            ada.getOutputStream().write("hello\n".getBytes(UTF_8));
            System.out.println(in.readLine());
          }
          // endregion
        });
  }

  int port() {
    return server.getLocalPort();
  }
}
