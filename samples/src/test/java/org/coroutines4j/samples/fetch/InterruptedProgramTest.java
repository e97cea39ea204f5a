package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.coroutines4j.samples.fetch.server.DemoServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Ctrl-C, in a JVM of its own: after 19 of the first 20 pages, when only the hanging one is left.
 */
@Tag("full")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
class InterruptedProgramTest {
  private record Interrupted(int exitCode, String out, String err) {}

  @Test
  void table_holdsWhatIsDone_exitsAsKilledBySigint() throws Exception {
    Interrupted result = interrupt();

    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.out())
        .contains("/slow/1\n", "/quick/2\n", "/failing/20 ", "Interrupted: 19 of 20 done.")
        .doesNotContain("/hanging/7");
    assertThat(result.err()).doesNotContain("Exception");
  }

  @Test
  void json_isStillOneDocument() throws Exception {
    Interrupted result = interrupt("--json");

    assertThat(result.exitCode()).isEqualTo(130);
    JsonObject document = JsonParser.parseString(result.out()).getAsJsonObject();
    assertThat(document.getAsJsonArray("results")).hasSize(19);
    assertThat(document.getAsJsonObject("summary").get("interrupted").getAsBoolean()).isTrue();
  }

  private static Interrupted interrupt(String... options) throws Exception {
    try (DemoServer server = DemoServer.start()) {
      List<String> args = new ArrayList<>(List.of(options));
      args.add("--timeout=5m");
      server.pages().stream().limit(20).map(server::url).map(URI::toString).forEach(args::add);
      Process child = start(args);
      try (BufferedReader err = child.errorReader()) {
        StringBuilder progress = new StringBuilder();
        String line = err.readLine();
        while (line != null && !line.startsWith("[19/20]")) {
          progress.append(line).append('\n');
          line = err.readLine();
        }
        kill(child);
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String out = child.inputReader().lines().collect(Collectors.joining("\n"));
        String rest = err.lines().collect(Collectors.joining("\n"));
        return new Interrupted(child.exitValue(), out, progress + "\n" + rest);
      } finally {
        child.destroyForcibly();
      }
    }
  }

  /** With the default effect of the signal, which builds that run in the background have not. */
  private static Process start(List<String> args) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(args);
    return new ProcessBuilder(command).start();
  }

  private static void kill(Process child) throws IOException, InterruptedException {
    int unused = new ProcessBuilder("kill", "-INT", "" + child.pid()).start().waitFor();
  }
}
