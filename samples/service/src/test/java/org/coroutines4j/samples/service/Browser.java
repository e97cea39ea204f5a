package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A headless Chromium, driven by chromedriver as WebDriver says. */
final class Browser implements AutoCloseable {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, String url, Path profile)
      throws IOException, InterruptedException {
    this.driver = driver;
    JsonArray options =
        new JsonArray()
            .add("--headless")
            .add("--no-sandbox")
            .add("--disable-dev-shm-usage") // small in containers
            .add("--window-size=1000,800")
            .add("--user-data-dir=" + profile);
    JsonObject capabilities =
        new JsonObject().put("goog:chromeOptions", new JsonObject().put("args", options));
    JsonObject begin =
        new JsonObject().put("capabilities", new JsonObject().put("alwaysMatch", capabilities));
    JsonObject begun = new JsonObject(post(url + "/session", begin));
    this.session = url + "/session/" + begun.getJsonObject("value").getString("sessionId");
  }

  static boolean isInstalled() {
    return Files.isExecutable(DRIVER);
  }

  /** With its files, among them what the driver says, in {@code folder}. */
  static Browser start(Path folder) throws IOException, InterruptedException {
    int port = Running.freePort();
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("driver").toFile())
            .start();
    try {
      URI url = URI.create("http://127.0.0.1:" + port);
      while (!accepts(url)) {
        assertThat(driver.isAlive()).as(Files.readString(folder.resolve("driver"))).isTrue();
        Thread.sleep(20);
      }
      return new Browser(driver, url.toString(), folder.resolve("profile"));
    } catch (Throwable e) {
      driver.destroy();
      throw e;
    }
  }

  private static boolean accepts(URI url) {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  void open(URI page) throws IOException, InterruptedException {
    String unused = post(session + "/url", new JsonObject().put("url", page.toString()));
  }

  /** What the expression {@code script} gives in the page, as text. */
  String evaluate(String script) throws IOException, InterruptedException {
    JsonObject body =
        new JsonObject()
            .put("script", "return String(" + script + ")")
            .put("args", new JsonArray());
    return new JsonObject(post(session + "/execute/sync", body)).getString("value");
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(session + "/screenshot")).build();
    String picture =
        new JsonObject(http.send(request, BodyHandlers.ofString()).body()).getString("value");
    Files.write(file, Base64.getDecoder().decode(picture));
  }

  private String post(String url, JsonObject body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() throws IOException {
    HttpRequest end = HttpRequest.newBuilder(URI.create(session)).DELETE().build();
    try {
      String unused = http.send(end, BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
      driver.onExit().join();
    }
  }
}
