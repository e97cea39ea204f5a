package org.coroutines4j.internal.util;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of exceptions without ever throwing. The text is needed while Jobs change their
 * state. An exception there, from the {@code getMessage} of a user's class, would leave the Job
 * incomplete, and its scope would wait indefinitely.
 */
public final class SafeMessages {
  private SafeMessages() {}

  /** Returns {@code toString()}, or the class name if that throws. */
  public static String of(Throwable thrown) {
    return textOf(thrown);
  }

  /** Returns {@code toString()}, or the class name if that throws. */
  public static String textOf(Object value) {
    try {
      return value.toString();
    } catch (Throwable broken) {
      return value.getClass().getName();
    }
  }

  /** Returns {@code getCause()}, or null if that throws. */
  public static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }

  /** Returns {@code getMessage()}, or the class name if that throws. */
  public static @Nullable String messageOf(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable broken) {
      return thrown.getClass().getName();
    }
  }
}
