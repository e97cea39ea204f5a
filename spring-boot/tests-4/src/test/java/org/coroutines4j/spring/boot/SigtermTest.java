package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Guards that SIGTERM under load loses no job: each accepted one is done, or named in the log. */
@Tag("full")
@EnabledOnOs({OS.LINUX, OS.MAC})
class SigtermTest {
  private static final int CLIENTS = 4;
  private static final int PHASE_SECONDS = 4;

  @TempDir Path folder;

  private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();

  private Process start(Path done) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JobApplication.class.getName(),
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--done=" + done,
            "--coroutines4j.scope.max-concurrent=2",
            "--coroutines4j.scope.max-queued=100000",
            "--coroutines4j.executor.enabled=false",
            "--coroutines4j.scope.grace=1s",
            "--spring.lifecycle.timeout-per-shutdown-phase=" + PHASE_SECONDS + "s")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private String endOf() {
    try {
      String log = log();
      return log.substring(Math.max(0, log.length() - 3_000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private int port(Process service) throws Exception {
    Pattern line = Pattern.compile("(?m)^port (\\d+)$");
    while (true) {
      Matcher found = line.matcher(log());
      if (found.find()) {
        return Integer.parseInt(found.group(1));
      }
      assertThat(service.isAlive()).as(this.log()).isTrue();
      Thread.sleep(20);
    }
  }

  private void post(Client client) {
    while (true) {
      int id = next.incrementAndGet();
      try {
        HttpResponse<String> answer = client.post("/job/" + id, "text/plain", "");
        if (answer.statusCode() == 202) {
          accepted.add(id);
        }
      } catch (IOException e) {
        return; // the server is gone
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Set<Integer> named(String log) {
    Set<Integer> ids = new HashSet<>();
    for (String line : log.lines().filter(each -> each.contains("C4J-201")).toList()) {
      Matcher job = Pattern.compile("job-(\\d+)").matcher(line);
      while (job.find()) {
        ids.add(Integer.parseInt(job.group(1)));
      }
    }
    return ids;
  }

  @Test
  @Timeout(120)
  void sigterm_underLoad_losesNoAcceptedJob() throws Exception {
    Path done = folder.resolve("done");
    Process service = start(done);
    try {
      int port = port(service);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Thread client = new Thread(() -> post(new Client(port)));
        client.start();
        clients.add(client);
      }
      while (accepted.size() < 500) {
        Thread.sleep(5);
      }
      long begin = System.nanoTime();
      service.destroy(); // SIGTERM
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isEqualTo(143);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
          .isLessThan(3 * PHASE_SECONDS); // web server and scope each have a phase
      for (Thread client : clients) {
        client.join();
      }
      Set<Integer> ended =
          Files.readAllLines(done).stream().map(Integer::valueOf).collect(Collectors.toSet());
      Set<Integer> named = named(log());
      assertThat(named).as(() -> "there was a backlog: " + endOf()).isNotEmpty();
      assertThat(accepted)
          .allMatch(id -> ended.contains(id) || named.contains(id), "is done or named");
      assertThat(ended).as("done and named").hasSizeGreaterThan(10);
    } finally {
      service.destroyForcibly();
    }
  }
}
