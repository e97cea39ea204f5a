package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.benchmarks.Startup.Started;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that each program of the start-up runs on this JDK, also from an archive of classes. */
class StartupTest {
  @Test
  @Tag("full")
  @Tag("once")
  @Timeout(180)
  void programs_runOnThisJdk() throws Exception {
    assertThat(Startup.measure(Startup.thisJdk(), 1))
        .extracting(Started::program)
        .containsExactly(
            "plain Java", "coroutines4j", "kotlinx, runBlocking", "coroutines4j, archive");
  }

  @Test
  void commandsOfTheGuide_areThoseThatAreMeasured() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "startup.md")))
        .contains(Startup.archiveOptions("openjdk 17.0.1", "app.jsa"))
        .contains(Startup.archiveOptions("openjdk 25", "app.aot"));
  }
}
