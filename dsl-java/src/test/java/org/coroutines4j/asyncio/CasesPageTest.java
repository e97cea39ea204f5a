package org.coroutines4j.asyncio;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each case has a test, and {@code docs/asyncio-cases.md} lists them all. */
@Tag("once")
class CasesPageTest {
  private static final List<String> IDS =
      List.of(
          "E01 E03 E05 E07 E08 E09", // tasks
          "E10 E11 E12 E14 E17", // gather
          "E18 E20 E23", // shield, wait, as_completed
          "E24 E26 E28 E30 E32", // wait_for, timeout
          "E33 E34 E36 E37 E39 E40 E43", // TaskGroup
          "E45 E46", // Queue
          "E48 E50 E53", // Lock, Semaphore, Barrier
          "E54 E56 E57 E60"); // running, threads, context, context managers

  private static final List<Method> TESTS =
      new ClassFileImporter()
          .importPackages(CasesPageTest.class.getPackageName()).stream()
              .map(JavaClass::reflect)
              .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
              .filter(method -> method.isAnnotationPresent(AsyncioCase.class))
              .sorted(comparing(Method::getName))
              .toList();

  @Test
  void eachCaseHasATest_thatBeginsWithItsId() {
    assertThat(TESTS).extracting(test -> CasesPage.caseOf(test).id()).containsOnly(ids());
    assertThat(TESTS)
        .allSatisfy(
            test ->
                assertThat(test.getName())
                    .startsWith(CasesPage.caseOf(test).id().toLowerCase(Locale.ROOT) + "_"))
        .allMatch(
            test ->
                test.isAnnotationPresent(Test.class)
                    || test.isAnnotationPresent(ParameterizedTest.class))
        .allSatisfy(test -> assertThat(CasesPage.caseOf(test).because()).isNotBlank());
  }

  private static String[] ids() {
    return IDS.stream().flatMap(group -> Arrays.stream(group.split(" "))).toArray(String[]::new);
  }

  @Test
  void pageListsTheTests() throws Exception {
    String page = CasesPage.of(TESTS);
    Path file = CasesPage.file();
    if (Boolean.getBoolean("coroutines4j.docs.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    }
    assertThat(file).hasContent(page);
  }
}
