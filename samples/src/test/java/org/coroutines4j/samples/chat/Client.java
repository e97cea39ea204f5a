package org.coroutines4j.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A client of the chat, for tests. */
final class Client implements AutoCloseable {
  private static final int LIMIT_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader in;

  Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Connects, and returns when the room has told the client that it has joined. */
  static Client named(String name, int port) throws IOException {
    Client client = new Client(port);
    String unused = client.read();
    client.say(name);
    for (String line = client.read(); !("* " + name + " has joined").equals(line); ) {
      line = client.read();
    }
    return client;
  }

  void say(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  /** Returns the next line, or null after the last one. */
  @Nullable String read() throws IOException {
    return in.readLine();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
