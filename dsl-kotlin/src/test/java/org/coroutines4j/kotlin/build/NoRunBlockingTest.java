package org.coroutines4j.kotlin.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that no main code of any module calls {@code runBlocking}, which blocks the thread that
 * calls it.
 */
@Tag("once")
class NoRunBlockingTest {
  /**
   * Not those of the consumers, which do as users do, of the benchmarks, which do as peers, and of
   * the guide where it shows what users of Kotlin know.
   */
  private static final Pattern MAIN =
      Pattern.compile(
          "(?!.*[/\\\\](consumers|benchmarks|guide[/\\\\]src[/\\\\]main[/\\\\]kotlin)[/\\\\]).*[/\\\\]src[/\\\\]main[/\\\\].*");

  private static final Pattern CALL = Pattern.compile("\\brunBlocking(K|_\\w+)?\\s*[({<]");

  @Test
  void noMainCode_callsIt() throws IOException {
    assertThat(mainSources(Sources.PROJECT))
        .extracting(Path::toString)
        .anyMatch(file -> file.contains("runtime"))
        .anyMatch(file -> file.contains("dsl-java"))
        .anyMatch(file -> file.contains("dsl-kotlin"))
        .anyMatch(file -> file.contains("samples"));
    assertThat(callers(Sources.PROJECT)).isEmpty();
  }

  @Test
  void callers_areFound(@TempDir Path folder) throws IOException {
    Path main = Files.createDirectories(folder.resolve("module/src/main/kotlin"));
    Path test = Files.createDirectories(folder.resolve("module/src/test/kotlin"));
    Path built = Files.createDirectories(folder.resolve("module/target/src/main/kotlin"));
    for (Path source : List.of(main, test, built)) {
      Files.writeString(source.resolve("A.kt"), "fun main() = runBlocking { work() }");
    }
    Files.writeString(main.resolve("B.java"), "Object o = BuildersKt.runBlocking(context, body);");
    Files.writeString(main.resolve("C.kt"), "fun main() {}");
    assertThat(callers(folder)).containsExactly(main.resolve("A.kt"), main.resolve("B.java"));
  }

  private static List<Path> callers(Path project) throws IOException {
    return mainSources(project).stream()
        .filter(file -> CALL.matcher(String.join("\n", Sources.lines(file))).find())
        .toList();
  }

  private static List<Path> mainSources(Path project) throws IOException {
    return Sources.below(project, ".java", ".kt").stream()
        .filter(file -> MAIN.matcher(file.toString()).matches())
        .toList();
  }
}
