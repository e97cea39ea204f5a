package org.coroutines4j.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a test may take in real time before it fails. */
final class TestLimit {
  /** Holds the limit in seconds. */
  static final String PROPERTY = "coroutines4j.test.limit";

  private static final String USUAL = "10";

  private TestLimit() {}

  static Duration get() {
    String text = System.getProperty(PROPERTY, USUAL);
    long seconds;
    try {
      seconds = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw refused(text, e);
    }
    if (seconds < 1) {
      throw refused(text, null);
    }
    return Duration.ofSeconds(seconds);
  }

  private static IllegalArgumentException refused(
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
