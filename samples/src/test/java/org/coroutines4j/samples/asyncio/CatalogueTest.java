package org.coroutines4j.samples.asyncio;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No row of the tutorials, no program and no test is forgotten. */
class CatalogueTest {
  /** How many rows each tutorial has. */
  private static final int[] ROWS = {14, 19, 7, 12, 7};

  /** Comparisons, glossaries, summaries and advice. */
  private static final Set<String> NOTHING_TO_RUN = Set.of("000-3", "000-14", "001-1", "003-11");

  /** Rows with two programs: one as in asyncio, and one that shows what is different here. */
  private static final Set<String> TWICE = Set.of("003-2");

  private static final List<Class<?>> TESTS =
      List.of(
          Tutorial000Test.class,
          Tutorial001Test.class,
          Tutorial002Test.class,
          Tutorial003Test.class,
          Tutorial004Test.class);

  @Test
  void everyRow_hasAProgramOrAReason() {
    List<String> answered = new ArrayList<>(NOTHING_TO_RUN);
    Catalogue.PROGRAMS.forEach(program -> answered.addAll(program.rows()));

    TWICE.forEach(answered::remove);

    List<String> rows =
        IntStream.range(0, ROWS.length)
            .boxed()
            .flatMap(t -> IntStream.rangeClosed(1, ROWS[t]).mapToObj(row -> "00" + t + "-" + row))
            .toList();
    assertThat(answered).containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void everyProgramClass_isInTheCatalogueOnce() throws Exception {
    Path classes = Path.of(Main.class.getResource("Main.class").toURI()).getParent();
    List<String> programs = new ArrayList<>();
    for (File file : classes.toFile().listFiles()) {
      Class<?> type =
          Class.forName(Main.class.getPackageName() + "." + file.getName().replace(".class", ""));
      if (isProgram(type)) {
        programs.add(type.getSimpleName());
      }
    }
    assertThat(Catalogue.PROGRAMS)
        .extracting(Program::name)
        .containsExactlyInAnyOrderElementsOf(programs);
  }

  @Test
  void everyProgram_namesItsRowsInItsJavadoc() throws Exception {
    Path sources = Path.of("src/main/java/org/coroutines4j/samples/asyncio");
    for (Program program : Catalogue.PROGRAMS) {
      String source = Files.readString(sources.resolve(program.name() + ".java"));
      String javadoc = source.substring(source.indexOf("/**"), source.indexOf("*/"));
      String tutorial = "asyncio tutorial " + program.rows().get(0).substring(0, 3);
      assertThat(javadoc).as(program.name()).contains(program.rows()).contains(tutorial);
    }
  }

  @Test
  void everyProgram_hasATest() {
    Set<String> tested =
        TESTS.stream()
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> Recordings.programOf(method.getName()))
            .collect(toSet());
    assertThat(Catalogue.PROGRAMS)
        .extracting(program -> uncapitalized(program.name()))
        .containsExactlyInAnyOrderElementsOf(tested);
  }

  private static boolean isProgram(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals("main")
                    && List.of(method.getParameterTypes()).equals(List.of(PrintStream.class)));
  }

  private static String uncapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
