package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.coroutines4j.testing.VirtualTime;

/**
 * What a run of a program printed, and how long it took.
 *
 * @param lines what it printed
 * @param took from the first line of the program to its end
 */
record Recording(List<String> lines, Duration took) {
  private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d+(?=s\\b)");

  static Recording of(Program program) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long started = System.nanoTime();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      program.main().run(out);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new Recording(bytes.toString(StandardCharsets.UTF_8).lines().toList(), took);
  }

  /**
   * Of a program that only waits: no other program that keeps the machine busy changes its order.
   */
  static Recording inVirtualTime(Program program) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Duration[] took = new Duration[1];
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      VirtualTime.runTest(
          scope -> {
            program.main().run(out);
            took[0] = scope.clock().elapsed();
          });
    }
    return new Recording(bytes.toString(StandardCharsets.UTF_8).lines().toList(), took[0]);
  }

  /** The lines, with a # for the first time that each tells, such as 1.23s. */
  List<String> linesWithoutTimes() {
    return lines.stream().map(line -> SECONDS.matcher(line).replaceFirst("#")).toList();
  }

  /** The first time that the lines tell. */
  double printedSeconds() {
    return SECONDS
        .matcher(String.join("\n", lines))
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElseThrow();
  }

  /** There is no limit above: how much longer it takes is up to what else the machine does. */
  void assertTookAtLeast(double seconds) {
    assertThat(took.toNanos() / 1e9).isGreaterThanOrEqualTo(seconds);
  }
}
