package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guide's example of a ScopedValue. The samples cannot hold it, since they are compiled for
 * Java 17.
 */
@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "there is no ScopedValue before")
class ScopedValueTest {
  private static final Path GUIDE =
      Path.of("").toAbsolutePath().resolveSibling("docs").resolve("mixed-projects.md");

  @Test
  void exampleOfTheGuide_compiles_andCarriesTheValue(@TempDir Path folder) throws Exception {
    Matcher block =
        Pattern.compile("```java\n(ContextElement user =.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(block.find()).isTrue();
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        import static org.coroutines4j.Async.taskScope;
        import org.coroutines4j.ContextElement;
        public class Example {
          static final ScopedValue<String> USER = ScopedValue.newInstance();
          public static void main(String[] args) {
        %s
          }
        }
        """
            .formatted(block.group(1)));
    String classPath = System.getProperty("java.class.path");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, "-d", "" + folder, "" + source);
    assertThat(failed).isZero();
    assertThat(outputOf(folder)).isEqualTo("ada" + System.lineSeparator());
  }

  private static String outputOf(Path folder) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
