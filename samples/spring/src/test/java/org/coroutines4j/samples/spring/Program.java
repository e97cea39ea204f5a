package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shop in a process of its own. */
final class Program implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(?m)^shop: http://localhost:(\\d+) ");

  private final Process process;
  private final Path log;
  final Client client;

  private Program(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.client = new Client(port);
  }

  /** Starts the shop. Returns when it serves. */
  static Program start(String url, Path log, int slowMillis, String... properties)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.add("--server.port=0");
    command.add("--spring.datasource.url=" + url);
    for (String property : properties) {
      command.add("--" + property);
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(SlowTable.MILLIS, "" + slowMillis);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new Program(process, log, port(process, log));
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int port(Process process, Path log) throws Exception {
    while (true) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        return Integer.parseInt(ready.group(1));
      }
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(20);
    }
  }

  /** Returns how many orders wait in the queue. */
  double backlog() throws IOException, InterruptedException {
    String metrics = client.get("/actuator/prometheus").body();
    Matcher size =
        Pattern.compile("(?m)^coroutines4j_queue_size_items\\{name=\"orders\"} (\\S+)")
            .matcher(metrics);
    assertThat(size.find()).as(metrics).isTrue();
    return Double.parseDouble(size.group(1));
  }

  /** Sends SIGTERM, and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
