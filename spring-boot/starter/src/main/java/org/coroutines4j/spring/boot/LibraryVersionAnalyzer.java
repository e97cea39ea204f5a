package org.coroutines4j.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains the failure of an application whose kotlinx.coroutines or Kotlin is too old for this
 * library.
 */
class LibraryVersionAnalyzer extends AbstractFailureAnalyzer<IncompatibleClassChangeError> {
  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, IncompatibleClassChangeError cause) {
    String message = cause.getMessage();
    if (message == null || !message.startsWith("coroutines4j needs")) {
      return null;
    }
    return new FailureAnalysis(
        message,
        "Set the property that the message names in the build, for Maven in <properties> and for"
            + " Gradle as ext['kotlin-coroutines.version']. The page \"Versions\" of the guide of"
            + " coroutines4j lists the versions that work.",
        cause);
  }
}
