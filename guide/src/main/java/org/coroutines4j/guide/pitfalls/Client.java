package org.coroutines4j.guide.pitfalls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A client that writes lines, and reads what the server answers. */
final class Client implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  Client(ServerSocket server) throws IOException {
    socket = new Socket(server.getInetAddress(), server.getLocalPort());
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  @Nullable String ask(String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    return read();
  }

  /** Returns the next line, or null at the end of the connection. */
  @Nullable String read() throws IOException {
    return in.readLine();
  }

  /** Ends the connection in a way that the other side sees as an error. */
  void breakOff() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
