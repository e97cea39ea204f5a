package org.coroutines4j.samples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({"PT3S, 3 s, 3.000 s", "PT0.2505S, 0.2505 s, 0.251 s", "PT20S, 20 s, 20.000 s"})
  void times_asTextAndInColumns(Duration time, String text, String column) {
    assertThat(Units.seconds(time)).isEqualTo(text);
    assertThat(Units.fixedSeconds(time)).isEqualTo(column);
  }
}
