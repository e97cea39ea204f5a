package org.coroutines4j.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Guards that a deadline ends its block if the JVM throws {@code OutOfMemoryError: unable to create
 * native thread} at that moment.
 */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs ulimit -v")
class NoThreadsTest {
  private static final int SECONDS = 90;
  private static final int ADDRESS_SPACE_KIB = 5_000_000;
  private static final List<String> SMALL =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:CompressedClassSpaceSize=32m");

  @Test
  void deadline_takesEffect_thoughNoThreadCanBeStarted() throws Exception {
    ChildJvm.Result result =
        ChildJvm.runWithin(SECONDS, ADDRESS_SPACE_KIB, SMALL, NoThreadsProgram.class);
    assertThat(result.lines())
        .filteredOn(Predicate.not(NoThreadsTest::isNoise))
        .containsExactly("timed out", "refused", "closed");
    assertThat(result.exitCode()).isZero();
  }

  /** Warnings of the JVM, and the log line of the refused task. */
  private static boolean isNoise(String line) {
    return line.startsWith("[") || line.contains("Warning log") || line.startsWith("WARNING");
  }
}
