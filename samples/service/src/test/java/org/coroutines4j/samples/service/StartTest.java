package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.coroutines4j.Diagnostics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says why, and leaves nothing behind. */
@Timeout(60)
@Tag("full")
class StartTest {
  private static final String NAMES =
      Runtime.version().feature() < 21
          ? "(vert\\.x|orders).*"
          : "(vert\\.x|orders).*|HttpClient.*SelectorManager";

  @TempDir Path folder;

  @Test
  void portInUse_closesWhatWasOpened() throws Exception {
    try (Running running = Running.with()) {
      String port = Integer.toString(running.uri("/").getPort());
      Set<Thread> before = threads();

      assertThatThrownBy(() -> Running.with("ORDERS_PORT", port))
          .hasRootCauseInstanceOf(BindException.class);

      Running.until(() -> before.containsAll(threads()));
      assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);
      Running.until(() -> Diagnostics.dump().split("scope 'orders'", -1).length == 2);
    }
  }

  /** Of Vert.x, of the pool, and from JDK 21 on of the HTTP client. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches(NAMES))
        .collect(Collectors.toSet());
  }

  @Test
  void programThatCannotStart_endsWithAFailure() throws Exception {
    Path log = folder.resolve("log");

    assertThat(exitCode("jdbc:h2:mem:x;NO_SUCH_SETTING=1", log)).isEqualTo(1);

    assertThat(Files.readString(log)).contains("NO_SUCH_SETTING");
  }

  private static int exitCode(String databaseUrl, Path log)
      throws IOException, InterruptedException {
    Process process = Program.launch(databaseUrl, log, Map.of());
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }
}
