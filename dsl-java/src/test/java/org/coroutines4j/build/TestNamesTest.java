package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of test methods, in all modules, are at most 60 characters long. */
@Tag("once")
class TestNamesTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final int LONGEST = 60;

  /** From the annotation of a test to the name of its method. */
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "^\\s*@(?:Test|ParameterizedTest|TestFactory|RepeatedTest)\\b(?s:.*?)"
              + "(?:\\bfun|(?:^|@Test)\\s+(?:public\\s+)?(?:void|[A-Z][\\w.]*(?:<[^;{}\"]*>)?))"
              + "\\s+(`[^`]+`|\\w+)\\(",
          Pattern.MULTILINE);

  private record TestMethod(String file, String name) {
    boolean isTooLong() {
      return name.length() > LONGEST;
    }
  }

  @Test
  void testMethods_ofAllModules_haveShortNames() throws IOException {
    assertThat(testMethods(PROJECT))
        .hasSizeGreaterThan(1_000)
        .filteredOn(TestMethod::isTooLong)
        .as("names of more than %d characters", LONGEST)
        .isEmpty();
  }

  @Test
  void longNames_inJavaAndKotlin_areFound(@TempDir Path project) throws IOException {
    write(
        project.resolve("a/src/test/java/ATest.java"),
        """
        class ATest {
          @Test
          void first_LONG() throws Exception {}

          @ParameterizedTest(name = "{0} (a)")
          @ValueSource(strings = {"a (b)", "void b()"})
          void second_LONG(String s) {}

          @TestFactory
          Stream<DynamicTest> third_LONG() {}

          void noTest_LONG() {}

          @Test void shortEnough() {}
        }
        """);
    write(
        project.resolve("b/c/src/testkit/kotlin/BTest.kt"),
        """
        class BTest {
          @RepeatedTest(3)
          fun fourth_LONG() = run {}

          @Test fun `fifth LONG`() {}
        }
        """);
    write(project.resolve("a/src/main/java/C.java"), "@Test\nvoid main_LONG() {}");
    write(project.resolve("a/target/src/test/java/D.java"), "@Test\nvoid target_LONG() {}");
    assertThat(testMethods(project))
        .filteredOn(TestMethod::isTooLong)
        .extracting(TestMethod::toString)
        .extracting(text -> text.replaceAll("x+", "LONG"))
        .containsExactlyInAnyOrder(
            "TestMethod[file=ATest.java, name=first_LONG]",
            "TestMethod[file=ATest.java, name=second_LONG]",
            "TestMethod[file=ATest.java, name=third_LONG]",
            "TestMethod[file=BTest.kt, name=fourth_LONG]",
            "TestMethod[file=BTest.kt, name=`fifth LONG`]");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace("LONG", "x".repeat(LONGEST)));
  }

  private static List<TestMethod> testMethods(Path project) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(project, new TestSources(sources));
    return sources.stream().flatMap(TestNamesTest::testMethodsOf).toList();
  }

  private static Stream<TestMethod> testMethodsOf(Path source) {
    String file = source.getFileName().toString();
    try {
      return TEST_METHOD
          .matcher(Files.readString(source))
          .results()
          .map(found -> new TestMethod(file, found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects the sources of tests, without what a build has written. */
  private static final class TestSources extends SimpleFileVisitor<Path> {
    private final List<Path> found;

    TestSources(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = folder.getFileName().toString();
      return name.equals("target") || name.equals(".git")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = file.toString().replace('\\', '/');
      if (path.contains("/src/test") && (path.endsWith(".java") || path.endsWith(".kt"))) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
