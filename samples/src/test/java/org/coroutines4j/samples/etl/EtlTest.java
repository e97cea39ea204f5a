package org.coroutines4j.samples.etl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that each record that was read is written once, also if Ctrl-C ends the program. */
class EtlTest {
  private static final Pattern SUMMARY = Pattern.compile("read (\\d+), written (\\d+): .*");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("out.txt");
  }

  @Test
  void allRecords_areWrittenOnce() throws Exception {
    Commands.Result result =
        Commands.run(Main::new, "--records", "500", "--output", file().toString());
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("read 500, written 500: ");
    assertThat(numbers()).containsExactlyInAnyOrderElementsOf(upTo(500));
  }

  @Test
  void recordThatIsNoReading_isRejected_andTheOthersAreWritten() throws Exception {
    Etl etl = new Etl(new FlakyStore(file()));
    Async.run(scope -> etl.process(List.of("1;20", "nonsense", "x;y", "2;21")));
    assertThat(etl.rejected()).isEqualTo(2);
    assertThat(numbers()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  @Tag("full")
  void interrupt_losesNothing() throws Exception {
    Process child =
        Commands.start(
            Main.class, List.of(), "--records", "10000000", "--output", file().toString());
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
        BufferedReader err =
            new BufferedReader(new InputStreamReader(child.getErrorStream(), UTF_8))) {
      while (!Files.exists(file())) {
        assertThat(child.isAlive()).isTrue();
        Thread.sleep(10);
      }
      String unused = Commands.interrupt(child, err);
      Matcher summary = SUMMARY.matcher(out.readLine());
      assertThat(summary.matches()).isTrue();
      int read = Integer.parseInt(summary.group(1));
      assertThat(read).isBetween(1, 9_999_999);
      assertThat(Integer.parseInt(summary.group(2))).isEqualTo(read);
      assertThat(numbers()).containsExactlyInAnyOrderElementsOf(upTo(read));
    } finally {
      child.destroyForcibly();
    }
  }

  private List<Integer> numbers() throws Exception {
    return Files.readAllLines(file()).stream()
        .map(line -> Integer.valueOf(line.substring(0, line.indexOf(';'))))
        .toList();
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
