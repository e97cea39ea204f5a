package org.coroutines4j.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.coroutines4j.Async;
import org.coroutines4j.build.cycle.one.One;
import org.coroutines4j.build.cycle.two.Two;
import org.coroutines4j.runtime.debug.Warning;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards the layers of the library: which package may use which. */
@Tag("once")
class ArchitectureTest {
  private static final String ROOT = "org.coroutines4j";

  /** From the lowest floor to the highest: each package may use those before it. */
  private static final List<String> ENGINE =
      floors(
          ".runtime.", "jfr", "time", "kotlinx", "debug", "dispatch", "virtualtime", "coroutine");

  private static final List<String> INTERNAL =
      floors(
          ".internal.",
          "util",
          "sync",
          "failure",
          "context",
          "task",
          "resource",
          "scope",
          "channels",
          "select",
          "queue",
          "flow");

  /**
   * The verbs of {@link Async} use all other packages of the API, so they are a floor of their own.
   */
  private static final List<String> API = List.of(".function", "", ".sync", ".channels", ".flow");

  private static JavaClasses all;

  private static List<String> floors(String prefix, String... names) {
    return Arrays.stream(names).map(name -> prefix + name).toList();
  }

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages(ROOT)
            .that(not(ROOT + ".build", ROOT + ".testkit"));
  }

  private static DescribedPredicate<JavaClass> not(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  @Test
  void logLines_haveCodes() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Warning.class)
        .should()
        .callMethod(System.class, "getLogger", String.class)
        .orShould()
        .accessField(System.class, "err")
        .check(all);
  }

  @Test
  void everyPackage_hasAFloor() {
    Set<String> known = new TreeSet<>();
    for (List<String> floors : List.of(ENGINE, INTERNAL, API)) {
      floors.forEach(floor -> known.add(ROOT + floor));
    }
    Set<String> found = new TreeSet<>();
    all.forEach(type -> found.add(type.getPackageName()));

    assertThat(found).isEqualTo(known);
  }

  @Test
  void engine_usesLowerFloorsOnly() {
    checkFloors(ENGINE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".runtime..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(names(INTERNAL)).or(resideInAnyPackage(names(API))))
        .check(all);
  }

  @Test
  void internalPackages_useLowerFloorsOnly() {
    checkFloors(INTERNAL);
  }

  @Test
  void apiPackages_useLowerFloorsOnly() {
    checkFloors(API);
  }

  @Test
  void nothing_usesTheVerbs() {
    noClasses().should().dependOnClassesThat(are(Async.class)).check(all);
  }

  private static DescribedPredicate<JavaClass> are(Class<?> type) {
    return DescribedPredicate.describe(
        "are " + type.getSimpleName(), found -> found.isEquivalentTo(type));
  }

  private static void checkFloors(List<String> floors) {
    for (int i = 0; i < floors.size(); i++) {
      String[] above = names(floors.subList(i + 1, floors.size()));
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + floors.get(i))
            .and(DescribedPredicate.not(are(Async.class)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(above))
            .check(all);
      }
    }
  }

  private static String[] names(List<String> floors) {
    return floors.stream().map(floor -> ROOT + floor).toArray(String[]::new);
  }

  /**
   * What users see are contracts and entry points: what stands behind them is internal. The part of
   * {@link Async} in a superclass is no type that users see.
   */
  @Test
  void apiPackages_holdOnlyPublicContractsAndFinalClasses() {
    classes()
        .that(resideInAnyPackage(names(API)))
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .doNotHaveSimpleName(Async.class.getSuperclass().getSimpleName())
        .should()
        .bePublic()
        .andShould(
            ArchConditions.be(
                DescribedPredicate.describe(
                    "interfaces, or final",
                    type ->
                        type.isInterface() || type.getModifiers().contains(JavaModifier.FINAL))))
        .check(all);
  }

  @Test
  void aCycle_isFound() {
    var classes = new ClassFileImporter().importClasses(One.class, Two.class);

    assertThatThrownBy(
            () -> slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }

  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(ROOT)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages of coroutines4j";
    }
  }
}
