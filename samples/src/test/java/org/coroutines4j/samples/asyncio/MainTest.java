package org.coroutines4j.samples.asyncio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.samples.terminal.Commands;
import org.coroutines4j.samples.terminal.Console;
import org.junit.jupiter.api.Test;

/** The command that lists and runs the programs. */
class MainTest {
  @Test
  void list_printsRowsAndNameOfEachProgram() {
    Commands.Result result = Commands.run(Main::new, "list");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .hasSameSizeAs(Catalogue.PROGRAMS)
        .contains("000-10, 000-11   TimeoutStopsTheWork");
  }

  @Test
  void rowAndNameInAnyCase_runsThePrograms() {
    Commands.Result result = Commands.run(Main::new, "run", "004-6", "errorsinplace");

    assertThat(result.exitCode()).isZero();
    List<String> lines = result.out().lines().toList();
    List<String> once =
        List.of(
            "--- 004-6 ErrorsInPlace",
            "Task 0 OK",
            "Task 1 OK",
            "Error: Task 2 failed!",
            "Task 3 OK");
    assertThat(lines.subList(0, 5)).isEqualTo(once);
    assertThat(lines.subList(5, 10)).isEqualTo(once);
  }

  @Test
  void unknownProgram_isABadArgument() {
    Commands.Result result = Commands.run(Main::new, "run", "004-6", "000-99");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no program is called '000-99', see list");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void noProgram_isABadArgument() {
    Commands.Result result = Commands.run(Main::new, "run");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("asyncio run: Missing required parameter: 'PROGRAM'")
        .endsWith("Try --help.\n");
  }

  @Test
  void noCommand_isABadArgument() {
    Commands.Result result = Commands.run(Main::new);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("asyncio: Missing required subcommand");
  }

  @Test
  void help_namesTheCommands() {
    assertThat(Commands.run(Main::new, "--help").out()).contains("list", "run", "all");
  }

  @Test
  void programThatFails_exitsWithOne() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream broken =
        new PrintStream(new ByteArrayOutputStream(), true, UTF_8) {
          @Override
          public void println(String line) {
            throw new IllegalArgumentException("cannot print " + line);
          }
        };
    Console console = new Console(broken, new PrintStream(err, true, UTF_8), 0);

    assertThat(new Main(console).run("run", "003-1")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("cannot print --- 003-1 Greet");
  }

  @Test
  void ownJvm_printsToStandardOutput_andEnds() throws Exception {
    Process greet = Commands.start(Main.class, List.of(), "run", "Greet");

    assertThat(greet.inputReader(UTF_8).lines())
        .containsExactly("--- 003-1 Greet", "Hello, Alice!");
    assertThat(greet.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(greet.exitValue()).isZero();
  }
}
