package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void settings_areThoseOfTheEnvironment_orDefaults() {
    Settings settings = Settings.from(Map.of("ORDERS_DEADLINE_MS", "250", "ORDERS_QUEUE", " 7 "));

    assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.queueCapacity()).isEqualTo(7);
    assertThat(settings.port()).isEqualTo(8080);
  }

  @Test
  void wrongSetting_isNamed_withItsValue() {
    assertThatThrownBy(() -> Settings.from(Map.of("ORDERS_PORT", "http")))
        .hasMessage("ORDERS_PORT must be a number from 0 to 65535, but is 'http'");
    assertThatThrownBy(() -> Settings.from(Map.of("ORDERS_QUEUE", "0")))
        .hasMessageContaining("ORDERS_QUEUE must be a number from 1");
  }
}
