package org.coroutines4j.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.taskScope;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import org.coroutines4j.channels.Channel;
import org.jspecify.annotations.Nullable;

/** One client: a task that writes, and a daemon task that reads. */
final class Session {
  private static final int LONGEST_LINE = 20_000;

  private final Socket socket;
  private final Room room;
  private final BufferedReader in;
  private final Writer out;

  Session(Socket socket, Room room) throws IOException {
    this.socket = socket;
    this.room = room;
    socket.setTcpNoDelay(true); // a line is not to wait for the next one
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    out = new OutputStreamWriter(socket.getOutputStream(), UTF_8);
  }

  /** Returns when the client has left, or the room has closed and the client has all its lines. */
  void serve() {
    Channel<String> outbox = room.connect();
    try {
      taskScope()
          .run(
              scope -> {
                scope.background(() -> listen(outbox)); // ends with the loop below
                for (String line : outbox) {
                  write(line);
                }
              });
    } finally {
      room.disconnect(outbox);
    }
  }

  private void listen(Channel<String> outbox) throws IOException {
    String name = ask(outbox);
    if (name != null) {
      try {
        for (String line = read(); line != null; line = read()) {
          room.say(name + ": " + line);
        }
      } finally {
        room.leave(name);
      }
    }
    outbox.close();
  }

  private @Nullable String ask(Channel<String> outbox) throws IOException {
    outbox.trySend("Your name?"); // closed if the room is
    String name = read();
    while (name != null && !(name.matches("\\w{1,20}") && room.join(name, outbox))) {
      outbox.trySend("'" + name + "' is in use, or is not a valid name. Choose another one.");
      name = read();
    }
    return name;
  }

  /** Returns the next line without control characters, which could drive a terminal. */
  private @Nullable String read() throws IOException {
    String line = blocking(this::readLine, socket::close);
    return line == null ? null : line.replaceAll("\\p{Cntrl}", "?");
  }

  /** As {@link BufferedReader#readLine}, but of a limited length. */
  private @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE + " characters");
      }
      if (c != '\r') {
        line.append((char) c);
      }
      c = in.read();
    }
    return c < 0 && line.isEmpty() ? null : line.toString();
  }

  private void write(String line) throws IOException {
    blocking(
        () -> {
          out.write(line + "\n");
          out.flush();
        },
        socket::close);
  }
}
