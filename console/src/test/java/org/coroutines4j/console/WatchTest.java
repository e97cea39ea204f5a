package org.coroutines4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards {@code --watch} in a real terminal, which {@code script} of util-linux provides. */
@Timeout(120)
class WatchTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final StringBuilder shown = new StringBuilder();

  private void readUntil(InputStream terminal, String part) throws IOException {
    int from = shown.length();
    byte[] buffer = new byte[8_192];
    while (shown.indexOf(part, from) < 0) {
      int length = terminal.read(buffer);
      assertThat(length).as("ended without '" + part + "' after " + shown).isPositive();
      shown.append(new String(buffer, 0, length, UTF_8));
    }
  }

  private static void press(OutputStream keys, String text) throws IOException {
    keys.write(text.getBytes(UTF_8));
    keys.flush();
  }

  @Test
  void keys_filterUnfoldAndQuit() throws Exception {
    assumeTrue(Files.isExecutable(SCRIPT), "script of util-linux is not installed");
    try (Target shop = Target.start(ShopProgram.class)) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String command =
          "stty rows 24 cols 120; exec '%s' -cp '%s' %s --watch %s"
              .formatted(
                  java, System.getProperty("java.class.path"), Main.class.getName(), shop.pid());
      Process console =
          new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null")
              .redirectErrorStream(true)
              .start();
      try {
        InputStream terminal = console.getInputStream();
        OutputStream keys = console.getOutputStream();
        readUntil(terminal, "'waiter'");
        press(keys, "/sleep\r");
        readUntil(terminal, "names with 'sleep'");
        shown.setLength(0);
        readUntil(terminal, "task 'sleeper'");
        readUntil(terminal, "task 'sleeper'"); // of the next second
        assertThat(shown.toString()).doesNotContain("'waiter'");
        press(keys, "\u001b[D"); // to the left: folds the scope, the only root with that name
        readUntil(terminal, "[+]");
        press(keys, "\u001b[C");
        readUntil(terminal, "task 'sleeper'");
        press(keys, "q");
        while (terminal.read() >= 0) {
          // until the terminal is closed
        }
        assertThat(console.waitFor()).isZero();
      } finally {
        console.destroyForcibly();
      }
    }
  }
}
