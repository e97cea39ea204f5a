package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Guards that an application with an old kotlinx.coroutines says what to do. */
class LibraryVersionAnalyzerTest {
  @Test
  void oldVersion_isExplained() {
    Throwable failure =
        new IllegalStateException(
            new IncompatibleClassChangeError(
                "coroutines4j needs kotlinx-coroutines-core 1.8.1 or newer, found 1.7.3"));
    var analysis = new LibraryVersionAnalyzer().analyze(failure);
    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription()).contains("1.7.3");
    assertThat(analysis.getAction()).contains("kotlin-coroutines.version");
  }

  @Test
  void otherLinkError_isLeftToSpring() {
    assertThat(
            new LibraryVersionAnalyzer().analyze(new IncompatibleClassChangeError("another one")))
        .isNull();
  }
}
