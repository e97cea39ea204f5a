package org.coroutines4j.samples.asyncio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command that lists and runs the programs. */
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void list_printsRowsAndNameOfEachProgram() {
    assertThat(execute("list")).isZero();
    assertThat(lines()).hasSameSizeAs(Catalogue.PROGRAMS);
    assertThat(lines()).contains("000-10, 000-11   TimeoutStopsTheWork");
  }

  @Test
  void rowAndNameInAnyCase_runsThePrograms() {
    assertThat(execute("run", "004-6", "errorsinplace")).isZero();
    List<String> once =
        List.of(
            "--- 004-6 ErrorsInPlace",
            "Task 0 OK",
            "Task 1 OK",
            "Error: Task 2 failed!",
            "Task 3 OK");
    assertThat(lines().subList(0, 5)).isEqualTo(once);
    assertThat(lines().subList(5, 10)).isEqualTo(once);
  }

  @Test
  void unknownProgram_isABadArgument() {
    assertThat(execute("run", "004-6", "000-99")).isEqualTo(2);
    assertThat(err.toString()).contains("no program is called '000-99', see list");
    assertThat(lines()).isEmpty();
  }

  @Test
  void noProgram_isABadArgument() {
    assertThat(execute("run")).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required parameter: 'PROGRAM'");
  }

  @Test
  void noCommand_isABadArgument() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required subcommand", "list", "run", "all");
  }

  @Test
  void programThatFails_exitsWithOne() {
    PrintStream broken =
        new PrintStream(out, true, UTF_8) {
          @Override
          public void println(String line) {
            throw new IllegalArgumentException("cannot print " + line);
          }
        };
    assertThat(execute(broken, "run", "003-1")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot print --- 003-1 Greet");
  }

  @Test
  void ownJvm_printsToStandardOutput_andEnds() throws Exception {
    Process greet =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "Greet")
            .redirectErrorStream(true)
            .start();
    assertThat(greet.inputReader(UTF_8).lines())
        .containsExactly("--- 003-1 Greet", "Hello, Alice!");
    assertThat(greet.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(greet.exitValue()).isZero();
  }

  private int execute(String... arguments) {
    return execute(new PrintStream(out, true, UTF_8), arguments);
  }

  private int execute(PrintStream printed, String... arguments) {
    CommandLine commandLine = Main.commandLine(printed);
    return commandLine.setErr(new PrintWriter(err)).execute(arguments);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
