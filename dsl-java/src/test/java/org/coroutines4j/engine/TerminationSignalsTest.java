package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("once")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
class TerminationSignalsTest {
  private static final int SECONDS = 20;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signal_runsEveryFinallyInOrder_andEndsAsKilledByIt(String signal, int exitCode)
      throws Exception {
    Process process = ChildJvm.start(SignalledProgram.class, "nested");
    List<String> read = readUntil(process, "running");
    send(signal, process);
    assertThat(ChildJvm.result(SECONDS, process, read))
        .isEqualTo(
            new ChildJvm.Result(
                exitCode,
                List.of("running", "inner cleaned up", "outer cleaned up", "shutdown hook")));
  }

  @Test
  void signal_interruptsABlockingCallOfTheMainBody() throws Exception {
    Process process = ChildJvm.start(SignalledProgram.class, "blocking");
    List<String> read = readUntil(process, "running");
    send("TERM", process);
    assertThat(ChildJvm.result(SECONDS, process, read))
        .isEqualTo(new ChildJvm.Result(143, List.of("running", "cleaned up", "shutdown hook")));
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void secondSignal_endsAtOnce(String signal, int exitCode) throws Exception {
    Process process = ChildJvm.start(SignalledProgram.class, "stubborn");
    List<String> read = readUntil(process, "running");
    send("INT", process);
    read.addAll(readUntil(process, "cleaning up without end"));
    send(signal, process);
    ChildJvm.Result result = ChildJvm.result(SECONDS, process, read);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.lines())
        .hasSize(5)
        .startsWith(
            "running",
            "cleaning up without end",
            "C4J-801: halted by a second signal, SIG" + signal + ":");
    assertThat(result.lines().get(3))
        .startsWith("scope 'run' (cancelling): waits in delay at ")
        .contains("SignalledProgram.");
    assertThat(result.lines().get(4)).isEmpty();
  }

  @Test
  void systemExit_insideTheBody_works() throws Exception {
    assertThat(ChildJvm.run(SECONDS, SignalledProgram.class, "exit"))
        .isEqualTo(new ChildJvm.Result(3, List.of("shutdown hook")));
  }

  private static List<String> readUntil(Process process, String line) throws IOException {
    List<String> lines = new ArrayList<>();
    String read = process.inputReader().readLine();
    while (read != null) {
      lines.add(read);
      if (read.equals(line)) {
        return lines;
      }
      read = process.inputReader().readLine();
    }
    throw new AssertionError("ended without the line '" + line + "': " + lines);
  }

  private static void send(String signal, Process process) throws Exception {
    int code = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(code).isZero();
  }
}
