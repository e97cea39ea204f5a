package org.coroutines4j.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** A client of the shop, over real sockets, with the credentials of the user. */
final class Client {
  static final String ORDER = "{\"item\": \"tea\", \"quantity\": 2}";
  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString("ada:lovelace".getBytes(UTF_8));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  Client(int port) {
    this.port = port;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> getAsStranger(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> order(String json) throws IOException, InterruptedException {
    HttpRequest request =
        request("/orders")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Returns the id of the order that {@code answer} has accepted. */
  static String id(HttpResponse<String> answer) {
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", CREDENTIALS)
        .timeout(Duration.ofSeconds(50));
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** Sends a request by a bare socket, whose close is a client that leaves. */
  Socket open(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("localhost"), port);
    String head =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
            + CREDENTIALS
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  static BufferedReader lines(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }
}
