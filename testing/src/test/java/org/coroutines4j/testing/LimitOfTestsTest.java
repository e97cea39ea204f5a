package org.coroutines4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards how long a test may take, as {@code -Dcoroutines4j.test.limit} says. */
class LimitOfTestsTest {
  private static final String LIMIT = "coroutines4j.test.limit";

  @AfterEach
  void usualLimit() {
    System.clearProperty(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9223372036854775", "9223372036854775807", " 60 "})
  void limit_isAccepted_howeverLong(String seconds) {
    System.setProperty(LIMIT, seconds);
    boolean[] run = {false};
    runTest(
        test -> {
          delay(Duration.ofHours(1));
          run[0] = true;
        });
    assertThat(run[0]).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-9223372036854775808", "9223372036854775808", "10s", ""})
  void whatIsNoLimit_isRefused_beforeTheTestRuns(String limit) {
    System.setProperty(LIMIT, limit);
    boolean[] run = {false};
    assertThatThrownBy(() -> runTest(test -> run[0] = true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-D" + LIMIT)
        .hasMessageContaining("at least 1")
        .hasMessageContaining("'" + limit + "'");
    assertThat(run[0]).isFalse();
  }
}
