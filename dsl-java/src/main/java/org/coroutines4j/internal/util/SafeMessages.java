package org.coroutines4j.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * The texts of exceptions. They are asked for while Jobs change their state, where an exception
 * whose own {@code getMessage} fails would leave a Job half ended, and its scope waiting for ever.
 */
public final class SafeMessages {
  private SafeMessages() {}

  /** As {@code toString}; the class if that fails. */
  public static String of(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable broken) {
      return thrown.getClass().getName();
    }
  }

  /** As {@code getCause}; null if that fails. */
  public static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  /** As {@code getMessage}; the class if that fails. */
  public static @Nullable String messageOf(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable broken) {
      return thrown.getClass().getName();
    }
  }
}
