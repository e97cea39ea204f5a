package org.coroutines4j.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Runs the commands with which docs/start.md and docs/console.md build the sources, in a copy. */
@Tag("full")
@Tag("once")
@EnabledForJreRange(
    max = JRE.JAVA_20,
    disabledReason = "one build is enough, and ReleaseTest builds on newer JDKs")
class BuildCommandsTest {
  private static final Path DOCS = Path.of("..", "docs").toAbsolutePath();
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]*m");
  private static final Path COPY = Path.of("target/builds/copy").toAbsolutePath();

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void commandsOfTheGuide_buildTheLibraryAndTheConsole() throws Exception {
    ReleaseBuild.deleteAll(COPY);
    ReleaseBuild.copySources(COPY);
    run(blockOf("start.md"));
    Process program = startProgram();
    try {
      String pid = Long.toString(program.pid());
      List<String> lines = run(blockOf("console.md").replace("4711", pid));
      assertThat(lines).anyMatch(line -> line.startsWith(pid + " ")); // in the list
      assertThat(lines).anyMatch(line -> line.contains("task 'sleeper'")); // in the tree
    } finally {
      program.destroyForcibly();
    }
  }

  /** Returns the only block of a page that this test runs. */
  private static String blockOf(String page) throws IOException {
    List<MatchResult> blocks =
        Pattern.compile("<!-- run by: BuildCommandsTest -->\n```bash\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve(page)))
            .results()
            .toList();
    assertThat(blocks).as(page).hasSize(1);
    return blocks.get(0).group(1);
  }

  private static List<String> run(String commands) throws IOException, InterruptedException {
    Path log = COPY.resolve("commands.log");
    ProcessBuilder bash = new ProcessBuilder("bash", "-euc", commands);
    bash.directory(COPY.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    Path java = Path.of(System.getProperty("java.home"));
    bash.environment().put("JAVA_HOME", java.toString());
    bash.environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("maven.home"), "bin")
                + File.pathSeparator
                + java.resolve("bin"),
            (path, ours) -> ours + File.pathSeparator + path);
    bash.environment()
        .merge(
            "MAVEN_OPTS",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            (options, ours) -> options + " " + ours);
    Process process = bash.start();
    try {
      assertThat(process.waitFor()).as(() -> ReleaseBuild.endOf(log)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readAllLines(log, UTF_8).stream()
        .map(line -> COLOUR.matcher(line).replaceAll("")) // of Maven, also after its last line
        .toList();
  }

  /** Starts a program that waits in a task; returns when the task has been started. */
  private static Process startProgram() throws IOException {
    Path source = COPY.resolve("Sleeper.java");
    Files.writeString(
        source,
        """
        import org.coroutines4j.Async;
        class Sleeper {
          public static void main(String[] args) {
            Async.run(
                scope -> {
                  scope.named("sleeper").launch(() -> Async.awaitCancellation());
                  System.out.println("ready");
                });
          }
        }
        """);
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
    assertThat(out.readLine()).isEqualTo("ready");
    return program;
  }
}
