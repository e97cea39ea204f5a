package org.coroutines4j.samples.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;

/** Takes one request, answers with something that is not all, and waits for the client to go. */
final class HangingServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  HangingServer(String answer) throws IOException {
    Thread thread = new Thread(() -> closed.completeAsync(() -> serve(answer), Runnable::run));
    thread.setDaemon(true);
    thread.start();
  }

  private String serve(String answer) {
    try (Socket client = server.accept();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
      String line = in.readLine();
      while (!line.isEmpty()) {
        line = in.readLine();
      }
      client.getOutputStream().write(answer.getBytes(US_ASCII));
      return in.read() < 0 ? "closed by the client" : "the client sent more";
    } catch (SocketException e) {
      return "closed by the client"; // with what we sent unread
    } catch (IOException e) {
      return e.toString();
    }
  }

  String url() {
    return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/";
  }

  CompletableFuture<String> closed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
