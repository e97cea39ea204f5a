package org.coroutines4j.kotlin.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every public declaration in Kotlin sources, where the compiler wants that word, has a KDoc. */
@Tag("once")
class KdocTest {
  @Test
  void everyPublicDeclaration_isDocumented() throws IOException {
    for (String module : List.of("dsl-kotlin", "runtime")) {
      assertThat(undocumented(Sources.PROJECT.resolve(module).resolve("src/main/kotlin")))
          .isEmpty();
    }
  }

  @Test
  void undocumentedDeclarations_areFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("A.kt"),
        """
        /** Documented. */
        @Suppress(
          "one of several lines"
        )
        @Deprecated("")
        public class A {
          public fun first() {}
          /**
           * Documented.
           */
          public abstract val second: Int
          @JvmStatic public fun third() {}
          public override fun inherited() {}
          internal fun fourth() {}
          // public comment
        }

        public suspend fun <T> T.fifth(): T = this
        """);
    assertThat(undocumented(folder))
        .containsExactly(
            "A.kt:7: public fun first() {}",
            "A.kt:12: @JvmStatic public fun third() {}",
            "A.kt:18: public suspend fun <T> T.fifth(): T = this");
  }

  private static List<String> undocumented(Path sources) throws IOException {
    List<Path> files = Sources.below(sources, ".kt");
    assertThat(files).isNotEmpty();
    List<String> missing = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Sources.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (isPublic(line) && !endsWithComment(lines, i)) {
          missing.add(file.getFileName() + ":" + (i + 1) + ": " + line);
        }
      }
    }
    return missing;
  }

  private static boolean isPublic(String line) {
    return line.matches("(@[\\w.:]+(\\([^)]*\\))? +)*public .*") && !line.contains(" override ");
  }

  /** Whether a comment ends before line {@code index}, or before the annotations there. */
  private static boolean endsWithComment(List<String> lines, int index) {
    int before = index - 1;
    while (before >= 0 && (isAnnotation(lines, before) || isEndOfAnnotation(lines, before))) {
      before = isAnnotation(lines, before) ? before - 1 : lastAnnotation(lines, before);
    }
    return before >= 0 && lines.get(before).strip().endsWith("*/");
  }

  private static boolean isAnnotation(List<String> lines, int index) {
    return lines.get(index).strip().startsWith("@");
  }

  /** One of several lines. */
  private static boolean isEndOfAnnotation(List<String> lines, int index) {
    return lines.get(index).strip().equals(")") && lastAnnotation(lines, index) >= 0;
  }

  private static int lastAnnotation(List<String> lines, int index) {
    int line = index;
    while (line >= 0 && !isAnnotation(lines, line)) {
      line--;
    }
    return line;
  }
}
