package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a JVM of its own shows: lines while it runs, Ctrl-C, what is left behind. */
@Tag("full")
class OwnJvmTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
  void growingFile_linesAreShownAsTheyCome_untilInterrupted() throws Exception {
    Path file = Files.writeString(folder.resolve("log"), "ERROR 0\n");
    Process child = start("--grep=ERROR", "--all", file.toString());
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ERROR 0");
      append(file, "fine\nERROR 1\nERR");
      assertThat(out.readLine()).isEqualTo("ERROR 1");
      append(file, "OR 2\n");
      assertThat(out.readLine()).isEqualTo("ERROR 2");
      Files.writeString(file, "ERROR 3\n"); // shorter
      assertThat(out.readLine()).isEqualTo("ERROR 3");
      Files.move(file, folder.resolve("log.1"));
      Files.writeString(file, "ERROR 4\n");
      assertThat(out.readLine()).isEqualTo("ERROR 4");

      String err = Commands.interrupt(child, child.errorReader());
      assertThat(out.readLine()).isNull();
      assertThat(err).endsWith("              6               5  " + file);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
  void interruptedDemo_tellsTheCounts_deletesItsFiles() throws Exception {
    Process child = start();
    try (BufferedReader err = child.errorReader()) {
      assertThat(err.readLine()).startsWith("Growing two files in " + folder);
      assertThat(err.readLine()).contains("busy.log", "lines/s", "calm.log");
      assertThat(folder).isNotEmptyDirectory();

      String unused = Commands.interrupt(child, err);
      String out = child.inputReader().lines().collect(Collectors.joining("\n"));
      assertThat(out).contains("busy.log", "calm.log").doesNotContain("GOOD", "BAD");
      assertThat(folder).isEmptyDirectory();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void outputThatNobodyReads_endsIt() throws Exception {
    Path file = Files.writeString(folder.resolve("log"), "first\n");
    Process child = start("--all", file.toString());
    try (BufferedReader err = child.errorReader()) {
      try (BufferedReader out = child.inputReader()) {
        assertThat(out.readLine()).isEqualTo("first");
      }
      append(file, "second\n");
      assertThat(err.lines())
          .contains("tail: the lines cannot be written: the reader of the output has gone");
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(2);
    } finally {
      child.destroyForcibly();
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private Process start(String... args) throws IOException {
    return Commands.start(Main.class, List.of("-Djava.io.tmpdir=" + folder), args);
  }
}
