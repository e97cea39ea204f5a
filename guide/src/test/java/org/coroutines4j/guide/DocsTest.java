package org.coroutines4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the README and the guide to the programs that they show: each fenced block is a region of a
 * program, or the output of one, or commands that a test runs, or says why it is none of these.
 * With {@code -Dcoroutines4j.docs.update=true} the test copies the regions into the pages instead.
 */
class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final boolean UPDATE = Boolean.getBoolean("coroutines4j.docs.update");

  /** The order in which a new user reads the pages; the sidebar may have others between them. */
  private static final List<String> READING_ORDER =
      List.of(
          "start.md",
          "tasks.md",
          "cancellation.md",
          "timeouts.md",
          "failures.md",
          "together.md",
          "channels.md",
          "select.md",
          "queues.md",
          "sync.md",
          "generators.md",
          "flows.md",
          "hot-flows.md",
          "resources.md",
          "jdbc.md",
          "context.md",
          "event-loop.md",
          "mixed-projects.md",
          "testing.md",
          "debugging.md",
          "spring.md",
          "services.md",
          "shutdown.md",
          "tcp-server.md",
          "performance.md",
          "troubleshooting.md",
          "glossary.md");

  @Test
  void javaBlocks_areRegions_andEachRegionIsShown() throws IOException {
    Map<String, List<String>> regions = Region.all(ROOT);
    Set<String> shown = new TreeSet<>();
    for (Page page : Page.all(ROOT)) {
      List<Page.Fence> fences = new ArrayList<>(page.fences());
      Collections.reverse(fences); // a replaced one moves those below it
      for (Page.Fence fence : fences) {
        if (fence.mark().startsWith("region: ")) {
          String name = fence.mark().substring("region: ".length());
          shown.add(name);
          assertThat(regions)
              .describedAs("%s line %s", page.path(), fence.line())
              .containsKey(name);
          if (UPDATE) {
            replace(page.path(), fence, regions.get(name));
          } else {
            assertThat(fence.code())
                .describedAs("%s line %s", page.path(), fence.line())
                .isEqualTo(regions.get(name));
          }
        }
      }
    }
    assertThat(shown).isEqualTo(new TreeSet<>(regions.keySet())).isNotEmpty();
  }

  @Test
  void everyBlock_isMarked() throws IOException {
    List<String> unmarked = new ArrayList<>();
    for (Page page : Page.all(ROOT)) {
      for (Page.Fence fence : page.fences()) {
        boolean command =
            fence.heading().equals("## Two commands") && fence.language().equals("bash");
        if (!command && !fence.mark().matches("(region|output|run by|not a region): .+")) {
          unmarked.add(page.path().getFileName() + " line " + fence.line());
        }
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void testThatRunsCommands_readsThePage() throws IOException {
    Map<String, Path> tests = new TreeMap<>();
    for (String module : List.of("compatibility", "console", "guide", "samples/spring")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files.forEach(file -> tests.put(file.getFileName().toString(), file));
      }
    }
    int marks = 0;
    for (Page page : Page.all(ROOT)) {
      for (Page.Fence fence : page.fences()) {
        if (fence.mark().startsWith("run by: ")) {
          String test = fence.mark().substring("run by: ".length()) + ".java";
          assertThat(tests).describedAs("%s line %s", page.path(), fence.line()).containsKey(test);
          assertThat(Files.readString(tests.get(test)))
              .contains('"' + page.path().getFileName().toString() + '"');
          marks++;
        }
      }
    }
    assertThat(marks).isPositive();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outputs")
  void outputBlock_isWhatTheProgramPrints(String main, Path page, Page.Fence fence)
      throws Exception {
    assumeTrue(
        runsOnThisJdk(main), () -> main + " is compiled and runs on JDK 25 only, with its preview");
    assertThat(outputOf(main))
        .describedAs("%s line %s", page, fence.line())
        .isEqualTo(fence.code());
  }

  /**
   * Returns each program that a mark names. A page of docs/from names two, which print the same.
   */
  static List<Arguments> outputs() throws IOException {
    List<Arguments> outputs = new ArrayList<>();
    for (Page page : Page.all(ROOT)) {
      for (Page.Fence fence : page.fences()) {
        if (fence.mark().startsWith("output: ")) {
          for (String main : fence.mark().substring("output: ".length()).split(", ", -1)) {
            outputs.add(Arguments.of(main, page.path(), fence));
          }
        }
      }
    }
    return outputs;
  }

  @Test
  void readme_hasExactlyTwoCommands() throws IOException {
    List<Page.Fence> commands =
        Page.read(ROOT.resolve("README.md")).fences().stream()
            .filter(fence -> fence.heading().equals("## Two commands"))
            .toList();
    assertThat(commands).extracting(Page.Fence::language).containsExactly("bash", "bash");
    assertThat(commands).allMatch(fence -> fence.code().size() == 1);
  }

  @Test
  void readme_namesTheVersionOfThisBuild() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version = pom.split("<version>", 2)[1].split("</version>", 2)[0];
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("<version>" + version + "</version>");
  }

  /** The first page is the site's start, and ADRs are listed on a page of their own. */
  @Test
  void sidebar_listsEachPageOnce_inReadingOrder() throws IOException {
    Path docs = ROOT.resolve("docs");
    List<String> listed =
        Pattern.compile("page\\(.*, '(.*)'\\)")
            .matcher(Files.readString(docs.resolve(".vitepress/sidebar.mjs")))
            .results()
            .map(match -> match.group(1) + ".md")
            .toList();
    List<String> pages =
        Page.ofTheGuide(ROOT).stream()
            .map(page -> docs.relativize(page).toString().replace('\\', '/'))
            .filter(page -> !page.equals("README.md") && !page.matches("adr/\\d.*"))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(pages);
    assertThat(listed).containsSubsequence(READING_ORDER);
  }

  @Test
  void unmarkedBlock_isFound() {
    List<Page.Fence> fences = Page.fences(List.of("# A", "text", "```java", "int x;", "```"));
    assertThat(fences).containsExactly(new Page.Fence(3, "java", "", "# A", List.of("int x;")));
  }

  private static boolean runsOnThisJdk(String main) {
    Path newer = ROOT.resolve("guide/src/main/java25/" + main.replace('.', '/') + ".java");
    return Runtime.version().feature() == 25 || !Files.exists(newer);
  }

  private static List<String> outputOf(String main) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void replace(Path page, Page.Fence fence, List<String> code) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(page));
    int first = fence.line();
    lines.subList(first, first + fence.code().size()).clear();
    lines.addAll(first, code);
    Files.write(page, lines);
  }
}
