package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own, on a database in a file. */
final class Program implements AutoCloseable {
  private final Process process;
  private final URI url;

  private Program(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Returns when it serves. */
  static Program start(String databaseUrl, Path log, Map<String, String> settings)
      throws IOException {
    Process process = launch(databaseUrl, log, settings);
    try {
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      assertThat(line).as("first line; see " + log).startsWith("orders: http://");
      String url = line.substring("orders: ".length(), line.indexOf(" ("));
      return new Program(process, URI.create(url));
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e;
    }
  }

  static Process launch(String databaseUrl, Path log, Map<String, String> settings)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().put("ORDERS_PORT", "0");
    builder.environment().put("ORDERS_DATABASE_URL", databaseUrl);
    builder.environment().putAll(settings);
    return builder.redirectError(log.toFile()).start();
  }

  URI url(String path) {
    return url.resolve(path);
  }

  /** Sends SIGTERM, and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
