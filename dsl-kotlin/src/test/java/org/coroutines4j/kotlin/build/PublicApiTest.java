package org.coroutines4j.kotlin.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import kotlinx.coroutines.internal.ScopeCoroutine;
import org.coroutines4j.Task;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.testkit.PublicSignatures;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users of the module see types of Java, of Kotlin and of the API, and no internals of either. */
@Tag("once")
class PublicApiTest {
  @Test
  void publicSignaturesNameTypesForUsersOnly() throws Exception {
    Path output =
        Path.of(KotlinInterop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes =
        PublicSignatures.visibleClassesIn(output, KotlinInterop.class.getClassLoader());
    assertThat(classes).contains(KotlinInterop.class).hasSizeGreaterThan(6);
    assertThat(PublicSignatures.find(PublicApiTest::isForNobody, classes)).isEmpty();
  }

  private static boolean isForNobody(Class<?> type) {
    if (type.isPrimitive()) {
      return false;
    }
    String home = type.getPackageName();
    boolean known =
        List.of("java.", "kotlin.", "kotlinx.coroutines.", "org.coroutines4j.").stream()
            .anyMatch((home + ".")::startsWith);
    return !known
        || home.startsWith("org.coroutines4j.runtime")
        || (home + ".").contains(".internal.")
        || home.startsWith("kotlinx.coroutines.scheduling");
  }

  @Test
  void internalsAndOtherLibraries_areFound() {
    assertThat(PublicSignatures.find(PublicApiTest::isForNobody, List.of(Leaky.class)))
        .containsExactly(
            Leaky.class.getName()
                + ".of returns org.coroutines4j.runtime.coroutine.CoroutineThread",
            Leaky.class.getName() + ".of takes kotlinx.coroutines.internal.ScopeCoroutine",
            Leaky.class.getName() + ".of takes org.jspecify.annotations.NullMarked");
  }

  /** A mistake that the check must find. */
  public interface Leaky {
    CoroutineThread of(ScopeCoroutine<?> scope, NullMarked other, Task<?> task);
  }
}
