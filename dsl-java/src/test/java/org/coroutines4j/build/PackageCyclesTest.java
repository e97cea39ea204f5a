package org.coroutines4j.build;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.coroutines4j.build.cycle.one.One;
import org.coroutines4j.build.cycle.two.Two;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No package imports one that imports it, not even by a detour. */
@Tag("once")
class PackageCyclesTest {

  /** Flows are made with channels; that a channel can become a flow is the one way back. */
  private static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new EachPackage())
          .should()
          .beFreeOfCycles()
          .ignoreDependency(ReceiveChannel.class, AsyncFlow.class);

  @Test
  void packagesHaveNoCycles() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("org.coroutines4j");

    assertThat(classes)
        .extracting(JavaClass::getPackageName)
        .contains("org.coroutines4j")
        .anyMatch(name -> name.startsWith("org.coroutines4j.runtime."))
        .doesNotContain("org.coroutines4j.build");
    NO_CYCLES.check(classes);
  }

  @Test
  void findsACycle() {
    var classes = new ClassFileImporter().importClasses(One.class, Two.class);

    assertThatThrownBy(() -> NO_CYCLES.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }

  /** The verbs stand above all packages, since select is one of them: nothing may import them. */
  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      if (type.getFullName().equals("org.coroutines4j.Async")) {
        return SliceIdentifier.of(type.getFullName());
      }
      return type.getPackageName().startsWith("org.coroutines4j")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages of coroutines4j";
    }
  }
}
