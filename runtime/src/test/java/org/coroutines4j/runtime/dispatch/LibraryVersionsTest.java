package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The check of library versions names a version that is too old, and what to do. */
class LibraryVersionsTest {
  private static final Properties OLDEST = new Properties();

  static {
    OLDEST.setProperty("kotlinx-coroutines", "2.8.1");
    OLDEST.setProperty("kotlin", "3.9.25");
    OLDEST.setProperty("newer-kotlinx", "2.11.0");
    OLDEST.setProperty("kotlin.of-newer-kotlinx", "4.1.0");
  }

  private static String problem(String kotlinx, String kotlin) {
    return LibraryVersions.problem(kotlinx, kotlin, OLDEST);
  }

  @Test
  void versionsOfThisBuild_areSupported() {
    assertThatCode(LibraryVersions::requireSupported).doesNotThrowAnyException();
  }

  @Test
  void oldestAndNewerVersions_areSupported() {
    assertThat(problem("2.8.1", "3.9.25")).isNull();
    assertThat(problem("2.10.2", "3.10.0")).isNull();
    assertThat(problem("3.0.0", "4.2.0-RC")).isNull();
    assertThat(problem(null, "3.9.25")).isNull();
  }

  @Test
  void olderKotlinx_isNamed_withTheNeededVersionAndProperty() {
    assertThat(problem("2.7.3", "3.9.25"))
        .contains(
            "needs kotlinx-coroutines-core 2.8.1 or newer, but found 2.7.3",
            "kotlin-coroutines.version");
    assertThat(problem("2.8.1-RC", "3.9.25")).contains("but found 2.8.1-RC");
    assertThat(problem("2.8.0", "3.9.25")).contains("but found 2.8.0");
  }

  @Test
  void olderKotlin_isNamed_withTheNeededVersionAndProperty() {
    assertThat(problem("2.8.1", "3.9.24"))
        .contains("needs kotlin-stdlib 3.9.25 or newer, but found 3.9.24", "kotlin.version");
    assertThat(problem("2.8.1", "3.10.0")).isNull();
  }

  @Test
  void kotlinOlderThanKotlinxNeeds_isNamed() {
    assertThat(problem("2.11.0", "4.0.21"))
        .contains(
            "kotlinx-coroutines-core 2.11.0 needs kotlin-stdlib 4.1.0 or newer, but found 4.0.21",
            "kotlin.version to 4.1.0");
    assertThat(problem("2.11.0", "4.1.0")).isNull();
    assertThat(problem("2.10.2", "3.9.25")).isNull();
    assertThat(problem(null, "3.9.25")).isNull();
  }

  /** Fails if the build does not replace the names of the parent POM's properties by versions. */
  @Test
  void artifact_namesTheOldestVersionsOfTheBuild() {
    Properties oldest = LibraryVersions.oldest();
    assertThat(oldest.getProperty("kotlinx-coroutines")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(oldest.getProperty("kotlin")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(oldest.getProperty("newer-kotlinx")).matches("\\d+\\.\\d+\\.\\d+");
    String kotlinx = oldest.getProperty("kotlinx-coroutines");
    String kotlin = oldest.getProperty("kotlin");
    assertThat(LibraryVersions.problem(kotlinx, kotlin, oldest)).isNull();
    assertThat(LibraryVersions.problem("1.0.0", kotlin, oldest)).contains("found 1.0.0");
    assertThat(LibraryVersions.problem(kotlinx, "1.0.0", oldest)).contains("found 1.0.0");
    assertThat(LibraryVersions.problem(oldest.getProperty("newer-kotlinx"), kotlin, oldest))
        .contains("found " + kotlin);
  }

  @Test
  void versionThatCannotBeRead_passes() {
    assertThat(problem("", "3.9.25")).isNull();
    assertThat(problem("unspecified", "3.9.25")).isNull();
    assertThat(LibraryVersions.problem("1.0.0", "1.0.0", new Properties())).isNull();
    Properties unfiltered = new Properties();
    unfiltered.setProperty("kotlinx-coroutines", "@version@");
    assertThat(LibraryVersions.problem("1.0.0", "1.0.0", unfiltered)).isNull();
  }
}
