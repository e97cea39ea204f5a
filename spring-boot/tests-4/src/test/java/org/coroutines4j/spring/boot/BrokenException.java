package org.coroutines4j.spring.boot;

/** A checked exception of the application. */
final class BrokenException extends Exception {
  private static final long serialVersionUID = 1;

  BrokenException(String message) {
    super(message);
  }
}
