package org.coroutines4j.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limit of the real time that a test may take before it fails. */
final class TestLimit {
  /** The name of the system property for the limit in seconds. */
  static final String PROPERTY = "coroutines4j.test.limit";

  private static final String DEFAULT = "10";

  private TestLimit() {}

  /**
   * Returns the limit; 10 seconds unless the system property sets another one.
   *
   * @throws IllegalArgumentException if the property is not a number of seconds, or less than 1
   */
  static Duration get() {
    String text = System.getProperty(PROPERTY, DEFAULT);
    long seconds;
    try {
      seconds = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw invalid(text, e);
    }
    if (seconds < 1) {
      throw invalid(text, null);
    }
    return Duration.ofSeconds(seconds);
  }

  private static IllegalArgumentException invalid(
      String text, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "-D"
            + PROPERTY
            + " must be a number of seconds, at least 1 and at most "
            + Long.MAX_VALUE
            + ", but was '"
            + text
            + "'",
        cause);
  }
}
