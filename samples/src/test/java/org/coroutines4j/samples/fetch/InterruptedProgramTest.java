package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.coroutines4j.samples.fetch.server.DemoServer;
import org.coroutines4j.samples.terminal.Commands;
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
  @Test
  void table_holdsWhatIsDone_exitsAsKilledBySigint() throws Exception {
    assertThat(interrupt())
        .contains("/slow/1\n", "/quick/2\n", "/failing/20 ", "Interrupted: 19 of 20 done.")
        .doesNotContain("/hanging/7");
  }

  @Test
  void json_isStillOneDocument() throws Exception {
    JsonObject document = JsonParser.parseString(interrupt("--json")).getAsJsonObject();
    assertThat(document.getAsJsonArray("results")).hasSize(19);
    assertThat(document.getAsJsonObject("summary").get("interrupted").getAsBoolean()).isTrue();
  }

  private static String interrupt(String... options) throws Exception {
    try (DemoServer server = DemoServer.start()) {
      List<String> args = new ArrayList<>(List.of(options));
      args.add("--timeout=300");
      server.urls().stream().limit(20).map(URI::toString).forEach(args::add);
      Process child = Commands.start(Main.class, List.of(), args.toArray(String[]::new));
      try (BufferedReader err = child.errorReader()) {
        String line = err.readLine();
        while (line != null && !line.startsWith("[19/20]")) {
          line = err.readLine();
        }
        String unused = Commands.interrupt(child, err);
        return child.inputReader().lines().collect(Collectors.joining("\n"));
      } finally {
        child.destroyForcibly();
      }
    }
  }
}
