package org.coroutines4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The site of this build, and the command that makes it. */
final class Site {
  static final Path FOLDER = Path.of("target", "site");

  private static boolean isBuilt;

  private Site() {}

  /** Builds the site, once in this JVM. */
  static synchronized void build() throws IOException, InterruptedException {
    if (!isBuilt) {
      run("build");
      isBuilt = true;
    }
  }

  /** Runs {@code docs/site}, and fails with its output if it fails. */
  static void run(String command) throws IOException, InterruptedException {
    Path log = Path.of("target", "site-" + command + ".log");
    int exitCode =
        new ProcessBuilder("./site", command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as(Files.readString(log)).isZero();
  }

  static boolean isNodeInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
