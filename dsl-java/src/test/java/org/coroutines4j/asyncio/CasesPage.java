package org.coroutines4j.asyncio;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page {@code docs/asyncio-cases.md}, made from the annotations of the tests. */
final class CasesPage {
  private static final String SOURCES = "../dsl-java/src/test/java/";

  private static final String HEAD =
      """
      # asyncio's cases

      <!-- Made by CasesPageTest from the @AsyncioCase annotations of the tests; do not edit. To regenerate it:
      mvn test -pl dsl-java -am -Dtest=CasesPageTest -Dsurefire.failIfNoSpecifiedTests=false \\
          -Dcoroutines4j.docs.update=true -->

      This page shows where a program ends as with asyncio, and where it deliberately does not. CPython's own tests
      define how asyncio behaves in edge cases. Each row restates one of them for this library, and says whether the
      program ends the *same* way here or *different*ly, and why. Gates hold back what happens in one iteration of
      asyncio's loop. Most tests run twice: in parallel, and on an event loop.

      %d tests of %d cases: %d same, %d different.

      | case | asyncio's test | here | why, or how | test |
      | --- | --- | --- | --- | --- |
      """;

  private CasesPage() {}

  static String of(List<Method> tests) {
    List<AsyncioCase> cases = tests.stream().map(CasesPage::caseOf).toList();
    long ids = cases.stream().map(AsyncioCase::id).distinct().count();
    long same = cases.stream().filter(each -> each.answer() == Answer.SAME).count();
    String head = HEAD.formatted(cases.size(), ids, same, cases.size() - same);
    return tests.stream().map(CasesPage::row).collect(Collectors.joining("", head, ""));
  }

  private static String row(Method test) {
    AsyncioCase of = caseOf(test);
    String asyncioTests =
        Arrays.stream(of.asyncioTest().split(", ", -1))
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    String answer = of.answer() == Answer.SAME ? "same" : "**different**";
    Class<?> in = test.getDeclaringClass();
    String link = SOURCES + in.getName().replace('.', '/') + ".java";
    return "| %s | %s | %s | %s | [%s.%s](%s) |\n"
        .formatted(
            of.id(), asyncioTests, answer, of.because(), in.getSimpleName(), test.getName(), link);
  }

  static AsyncioCase caseOf(Method test) {
    return test.getAnnotation(AsyncioCase.class);
  }

  /** In the repository that the tests run in, from whatever folder of it. */
  static Path file() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("dsl-java/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/asyncio-cases.md");
  }
}
