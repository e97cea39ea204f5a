package org.coroutines4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Guards what it costs a program with 50,000 tasks to be watched by the console and the page: the
 * median of pairs of runs, one watched and one not. It is below 3 percent on a quiet machine, and
 * this fails above 10.
 */
@Tag("full")
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "50,000 waiting tasks need virtual threads")
class WatchCostTest {
  private static final int PAIRS = 5;
  private static final long WARM_UP_MILLIS = 3_000;
  private static final long WATCHED_MILLIS = 12_000; // five times: a minute
  private static final long ALONE_MILLIS = 7_000;

  private static Process java(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What the program has counted so far, the processor time and the memory that it uses. */
  private record Reading(long nanos, double cpuSeconds, long count, long bytes) {
    static Reading of(Process program, BufferedReader out) throws IOException {
      program.outputWriter().write("\n");
      program.outputWriter().flush();
      long count = Long.parseLong(out.readLine());
      long bytes = Long.parseLong(out.readLine());
      double cpu = program.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
      return new Reading(System.nanoTime(), cpu, count, bytes);
    }
  }

  /**
   * The elements of one run for each second, and for each second of processor time of the program,
   * and how much its memory has grown meanwhile. Other programs on the machine disturb both rates
   * in different ways; watching would lower both.
   */
  private record Run(double rate, double cpuRate, double growth) {}

  private static Run run(boolean watched) throws Exception {
    Process program = java(LoadProgram.class);
    try {
      BufferedReader out = program.inputReader();
      assertThat(out.readLine()).isEqualTo("ready");
      Thread.sleep(WARM_UP_MILLIS);
      Reading first = Reading.of(program, out);
      if (watched) {
        watch(Long.toString(program.pid()));
      } else {
        Thread.sleep(ALONE_MILLIS);
      }
      Reading last = Reading.of(program, out);
      long count = last.count - first.count;
      return new Run(
          count / ((last.nanos - first.nanos) / 1e9),
          count / (last.cpuSeconds - first.cpuSeconds),
          (double) last.bytes / first.bytes - 1);
    } finally {
      program.destroyForcibly();
    }
  }

  private static void watch(String pid) throws Exception {
    Process console = java(Main.class, "--watch", pid);
    try (TargetJvm jvm = Attachment.connect(pid, null);
        WebPage page = new WebPage(jvm, pid, 0, false)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(page.url()).resolve("data.json")).build();
      HttpClient browser = HttpClient.newHttpClient();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WATCHED_MILLIS);
      int answers = 0;
      while (System.nanoTime() < end) {
        assertThat(browser.send(request, BodyHandlers.ofString()).body())
            .contains("session of user", "\"nodes\":" + (LoadProgram.TASKS / 10_000));
        answers++;
        Thread.sleep(1_000);
      }
      assertThat(answers).isGreaterThan(3);
      assertThat(console.isAlive()).isTrue();
      assertThat(console.getInputStream().available()).as("lines of the console").isPositive();
    } finally {
      console.destroyForcibly();
    }
  }

  @Test
  @Timeout(600)
  void watchedProgram_isHardlySlower_andDoesNotGrow() throws Exception {
    List<Double> costs = new ArrayList<>();
    List<Double> cpuCosts = new ArrayList<>();
    List<Double> growths = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      boolean watchedFirst = i % 2 == 1;
      Run one = run(watchedFirst);
      Run other = run(!watchedFirst);
      Run watched = watchedFirst ? one : other;
      Run alone = watchedFirst ? other : one;
      costs.add(1 - watched.rate / alone.rate);
      cpuCosts.add(1 - watched.cpuRate / alone.cpuRate);
      growths.add(watched.growth);
    }
    Collections.sort(costs);
    Collections.sort(cpuCosts);
    Collections.sort(growths);
    System.out.printf(
        Locale.ROOT,
        "watching costs %.1f %% (median of %s), of processor time %.1f %%,"
            + " memory grew by %.1f %% (medians)%n",
        100 * costs.get(PAIRS / 2),
        costs.stream().map(cost -> String.format(Locale.ROOT, "%.1f %%", 100 * cost)).toList(),
        100 * cpuCosts.get(PAIRS / 2),
        100 * growths.get(PAIRS / 2));
    assertThat(Math.min(costs.get(PAIRS / 2), cpuCosts.get(PAIRS / 2))).isLessThan(0.10);
    assertThat(growths.get(PAIRS / 2)).isLessThan(0.10);
  }
}
