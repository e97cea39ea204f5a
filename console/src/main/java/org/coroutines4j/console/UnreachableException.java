package org.coroutines4j.console;

/** The JVM to look into cannot be reached. The message says why, and what to do. */
final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreachableException(String message) {
    super(message);
  }
}
