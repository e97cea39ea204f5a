package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that a dump is written when a service gives up, and when memory runs out. */
@Tag("once")
class PostMortemTest {
  private static final int SECONDS = 60;
  private static final String GIVEN_UP = "C4J-801: scope 'shop' did not end within PT0.05S";

  @TempDir Path folder;

  private static List<String> run(List<String> options, String what) throws Exception {
    ChildJvm.Result result = ChildJvm.run(SECONDS, options, PostMortemProgram.class, what);
    assertThat(result.exitCode()).as("%s", result.lines()).isZero();
    return result.lines();
  }

  private static List<String> tree(List<String> lines) {
    return lines.stream().filter(line -> line.contains("task '")).toList();
  }

  @Test
  void givenUpClose_showsTheTasksOfTheScope_andNoOthers() throws Exception {
    List<String> lines = run(List.of(), "stubborn");
    assertThat(lines).contains(GIVEN_UP + ":", "the end");
    assertThat(lines.subList(lines.indexOf(GIVEN_UP + ":") + 1, lines.indexOf("the end")))
        .hasSize(3)
        .satisfies(
            tree -> {
              assertThat(tree.get(0)).isEqualTo("scope 'shop' (cancelling)");
              assertThat(tree.get(1))
                  .startsWith("└─ task 'stubborn' (cancelling): ")
                  .contains("PostMortemProgram");
              assertThat(tree.get(2)).isEmpty();
            });
  }

  @Test
  void off_writesNothing() throws Exception {
    assertThat(run(List.of("-Dcoroutines4j.postMortem=off"), "stubborn"))
        .noneMatch(line -> line.startsWith("C4J-801"))
        .contains("the end");
  }

  @Test
  void largeTree_isWholeInAFile() throws Exception {
    Path target = folder.resolve("new");
    List<String> lines = run(List.of("-Dcoroutines4j.postMortem=" + target), "many");
    assertThat(tree(lines)).isEmpty();
    assertThat(lines).anyMatch(line -> line.startsWith(GIVEN_UP + ": the tasks are in " + target));
    try (Stream<Path> files = Files.list(target)) {
      List<String> written = Files.readAllLines(files.toList().get(0));
      assertThat(written.get(0)).isEqualTo(GIVEN_UP);
      assertThat(tree(written)).hasSize(300);
    }
  }

  @Test
  void largeTree_isCutOnTheTerminal() throws Exception {
    List<String> lines = run(List.of(), "many");
    assertThat(tree(lines)).hasSize(199);
    assertThat(lines)
        .contains(
            "and 101 more lines. To have them all in a file, set -Dcoroutines4j.postMortem=DIRECTORY");
  }

  @Test
  void unusableDirectory_isNamed_andTheTasksAreShown() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<String> lines = run(List.of("-Dcoroutines4j.postMortem=" + file), "stubborn");
    assertThat(lines)
        .anyMatch(
            line -> line.startsWith(GIVEN_UP + ", and no file can be written in '" + file + "' ("));
    assertThat(tree(lines)).anyMatch(line -> line.contains("task 'stubborn'"));
  }

  @Test
  void exhaustedMemory_isShownOnce_ifAskedFor() throws Exception {
    List<String> options = List.of("-Xmx48m", "-Dcoroutines4j.postMortem.outOfMemory");
    List<String> lines = run(options, "memory");
    assertThat(lines).filteredOn(line -> line.startsWith("C4J-801")).hasSize(1);
    assertThat(lines).contains("C4J-801: a task ran out of memory:");
    assertThat(tree(lines))
        .anyMatch(line -> line.contains("task 'greedy'"))
        .anyMatch(line -> line.contains("task 'waiting': waits in delay at "));
    assertThat(run(List.of("-Xmx48m"), "memory"))
        .noneMatch(line -> line.startsWith("C4J-801"))
        .contains("the end");
  }
}
