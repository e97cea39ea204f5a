package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({"2, PT2S", "0.5, PT0.5S", "500ms, PT0.5S", "2s, PT2S", "1.5m, PT1M30S"})
  void times_asPeopleWriteThem(String text, Duration expected) {
    assertThat(Units.parse(text)).isEqualTo(expected);
  }

  @Test
  void timeThatIsTooLong_isTheLongest() {
    assertThat(Units.parse("9".repeat(40))).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource({"PT3S, 3 s, 3.000 s", "PT0.2505S, 0.2505 s, 0.251 s", "PT20S, 20 s, 20.000 s"})
  void times_asTextAndInColumns(Duration time, String text, String column) {
    assertThat(Units.seconds(time)).isEqualTo(text);
    assertThat(Units.fixedSeconds(time)).isEqualTo(column);
  }
}
