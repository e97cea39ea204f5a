package org.coroutines4j.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a JVM of its own shows: a small heap, Ctrl-C, what is left behind. */
@Tag("full")
@Tag("full")
class OwnJvmTest {
  @TempDir private Path temporary;

  private Process start(String heap, String... args) throws IOException {
    return Commands.start(Main.class, List.of(heap, "-Djava.io.tmpdir=" + temporary), args);
  }

  @Test
  void textThreeTimesTheHeap_isCounted_temporaryFileIsDeleted() throws Exception {
    Process child = start("-Xmx20m", "--size=60", "--top=0");
    try (BufferedReader err = child.errorReader()) {
      String errors = err.lines().collect(Collectors.joining("\n"));
      String out = child.inputReader().lines().collect(Collectors.joining("\n"));

      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(errors).isZero();
      assertThat(out).contains("in 60.0 MB.").contains("GOOD");
      assertThat(temporary).isEmptyDirectory();
    } finally {
      child.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "count", "check"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
  void interrupted_temporaryFileIsDeleted_exitsAsKilledBySigint(String phase) throws Exception {
    Process child = start("-Xmx64m", "--size=30");
    try (BufferedReader err = child.errorReader()) {
      String line = err.readLine();
      while (line != null && !line.startsWith(phase)) {
        line = err.readLine();
      }
      assertThat(temporary).isNotEmptyDirectory();
      String unused = Commands.interrupt(child, err);
      assertThat(child.inputReader().lines()).isEmpty();
      assertThat(temporary).isEmptyDirectory();
    } finally {
      child.destroyForcibly();
    }
  }
}
