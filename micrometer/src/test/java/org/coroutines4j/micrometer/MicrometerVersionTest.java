package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that the tests run with the version of Micrometer that the build names. */
class MicrometerVersionTest {
  @ParameterizedTest
  @ValueSource(classes = {MeterRegistry.class, ObservationRegistry.class})
  void micrometer_isOfTheVersionThatTheBuildNames(Class<?> type) {
    assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith("-" + System.getProperty("micrometer") + ".jar");
  }
}
