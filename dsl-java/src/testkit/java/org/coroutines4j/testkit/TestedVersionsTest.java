package org.coroutines4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import kotlin.KotlinVersion;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.Test;

/**
 * The build runs the tests with the versions of kotlinx.coroutines and Kotlin that it says. Each
 * module that uses the testkit runs this test.
 */
class TestedVersionsTest {
  private static String expected(String library) {
    assumeTrue(System.getProperty("coroutines4j.test.recovery") != null, "only in Maven's build");
    String version = System.getProperty("coroutines4j.test." + library);
    assertThat(version).as("what the build names").isNotNull();
    return version;
  }

  @Test
  void kotlinx_isOfTheVersionThatTheBuildNames() throws Exception {
    try (InputStream file =
        Job.class.getResourceAsStream("/META-INF/kotlinx_coroutines_core.version")) {
      assertThat(file).isNotNull();
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo(expected("kotlinx"));
    }
  }

  @Test
  void kotlin_isOfTheVersionThatTheBuildNames() {
    assertThat(KotlinVersion.CURRENT.toString()).isEqualTo(expected("kotlin"));
  }
}
