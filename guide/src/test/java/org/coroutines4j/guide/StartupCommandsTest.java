package org.coroutines4j.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import javax.tools.JavaCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the commands of docs/startup.md on a program in jars. The JVM of the second command is told
 * to refuse to start if it cannot use the archive that the first one has written.
 */
@Tag("once")
@Timeout(120)
class StartupCommandsTest {
  private static final Path PAGE = Path.of("..", "docs", "startup.md");
  private static final String MAIN =
      """
      package com.example;
      public class Main {
        public static void main(String[] args) {
          org.coroutines4j.Async.run(scope -> scope.launch(() -> System.out.println("hello")));
        }
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"17, app.jsa, -Xshare:on", "25, app.aot, -XX:AOTMode=on"})
  void commandsOfTheGuide_writeAnArchive_andUseIt(int jdk, String archive, String strict)
      throws Exception {
    assumeTrue(
        Runtime.version().feature() >= jdk, () -> "the commands for JDK " + jdk + " need that JDK");
    Page page = Page.read(PAGE);
    List<String> commands =
        page.fences().stream()
            .filter(fence -> fence.heading().equals("## JDK " + jdk))
            .map(fence -> String.join("\n", fence.code()))
            .toList();
    assertThat(commands).hasSize(2);
    assertThat(Files.readString(PAGE)).contains("`" + strict + "`");
    packProgram();

    assertThat(run(commands.get(0), "")).contains("hello");
    assertThat(folder.resolve(archive)).isNotEmptyFile();
    assertThat(run(commands.get(1), strict)).containsExactly("hello");
  }

  private List<String> run(String command, String options) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder bash = new ProcessBuilder("bash", "-euc", command);
    bash.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    String jdk = Path.of(System.getProperty("java.home"), "bin").toString();
    bash.environment().merge("PATH", jdk, (path, bin) -> bin + File.pathSeparator + path);
    bash.environment().put("JDK_JAVA_OPTIONS", options);
    Process process = bash.start();
    try {
      assertThat(process.waitFor()).as(() -> read(err)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out, UTF_8);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Writes app.jar with the program, and lib with the library and what it needs. */
  private void packProgram() throws IOException {
    Path source = folder.resolve("Main.java");
    Files.writeString(source, MAIN);
    JavaCompiler javac = javax.tools.ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    String classes = folder.resolve("classes").toString();
    assertThat(
            javac.run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes, "" + source))
        .isZero();
    pack(Path.of(classes), folder.resolve("app.jar"));

    Path lib = Files.createDirectory(folder.resolve("lib"));
    int jars = 0;
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (path.endsWith(Path.of("target", "classes")) && Files.isDirectory(path)) {
        pack(path, lib.resolve(jars++ + ".jar")); // of a module of this build
      } else if (path.getFileName()
          .toString()
          .matches("(coroutines4j|kotlinx-coroutines-core|kotlin-stdlib).*\\.jar")) {
        Files.copy(path, lib.resolve(path.getFileName()));
      }
    }
  }

  private static void pack(Path classes, Path jar) {
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    int status =
        tool.run(System.out, System.err, "--create", "--file", "" + jar, "-C", "" + classes, ".");
    assertThat(status).isZero();
  }
}
