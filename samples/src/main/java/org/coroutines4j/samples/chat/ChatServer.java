package org.coroutines4j.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.nonCancellable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;

/** Accepts clients, each in a session of its own, until it is cancelled. */
final class ChatServer {
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final ServiceScope sessions;
  private final Room room;

  /** Opens a server on a port of this machine only; 0 for a free one. */
  ChatServer(int port, int clients, Consumer<String> log) throws IOException {
    server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    sessions = ServiceScope.builder("sessions").maxConcurrent(clients).maxQueued(0).open();
    room = new Room(log);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Accepts clients until the caller is cancelled. Then each client gets its last lines. */
  void serve() throws IOException {
    try {
      while (true) {
        serve(blocking(server::accept, server::close));
      }
    } finally {
      nonCancellable(this::end);
    }
  }

  private void serve(Socket client) {
    try {
      Task<?> session = sessions.launch(() -> talk(client));
      session.onCompletion(outcome -> close(client)); // also if the session has not begun
    } catch (RejectedExecutionException e) {
      refuse(client);
    }
  }

  private void talk(Socket client) {
    try {
      new Session(client, room).serve();
    } catch (IOException | UncheckedIOException e) {
      // The client has left.
    }
  }

  private static void refuse(Socket client) {
    try (client) {
      client.getOutputStream().write("The room is full.\n".getBytes(UTF_8));
    } catch (IOException e) {
      // The client has left.
    }
  }

  private void end() throws IOException {
    try {
      server.close();
    } finally {
      room.close();
      sessions.closeGracefully(ofSeconds(5), ofSeconds(5));
    }
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
