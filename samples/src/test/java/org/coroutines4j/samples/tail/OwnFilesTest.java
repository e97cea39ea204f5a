package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not grow, with their lines: what is printed where. */
class OwnFilesTest {
  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void matches_goToStandardOutput_countsToStandardError() throws IOException {
    String file = file("log", "1 INFO fine\n2 ERROR bad\n3 INFO fine\n4 ERROR worse\n");
    Commands.Result result = Commands.run(Main::new, "--all", "--seconds=1", "--grep=ERR.R", file);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("2 ERROR bad\n4 ERROR worse\n");
    assertThat(result.err())
        .endsWith(
            "          LINES         MATCHES  FILE\n"
                + "              4               2  "
                + file
                + "\n");
  }

  @Test
  void withoutGrep_allLinesMatch_eachWithItsFile() throws IOException {
    String a = file("a", "one\ntwo\n");
    String b = file("b", "three");
    Commands.Result result = Commands.run(Main::new, "--all", "--seconds=1", a, b);

    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(a + ": one", a + ": two", b + ": three")
        .containsSubsequence(a + ": one", a + ": two");
  }

  @Test
  void withoutAll_oldLinesAreNotRead_quietTellsCountsOnly() throws IOException {
    String file = file("log", "old\n");
    Commands.Result result = Commands.run(Main::new, "--quiet", "--seconds=1", file);

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly(
            "          LINES         MATCHES  FILE", "              0               0  " + file);
  }

  @Test
  void terminal_hasOneLineForTheRates_asWideAsItIs() throws IOException {
    String file = file("log", "a line\n".repeat(5_000));
    Commands.Result result =
        Commands.run(
            Main::new, new ByteArrayOutputStream(), 20, "--all", "--quiet", "--seconds=2", file);

    String cleared = "\r" + " ".repeat(19) + "\r";
    assertThat(result.err()).startsWith("log ").endsWith(cleared);
    String first = result.err().substring(0, result.err().indexOf(cleared));
    assertThat(first).hasSize(19).matches("log \\d,\\d{3} lines/s, .*");
    assertThat(result.err()).doesNotContain("\n");
  }
}
