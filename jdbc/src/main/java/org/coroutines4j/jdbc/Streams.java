package org.coroutines4j.jdbc;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the streams of a driver as tasks may call them. */
final class Streams {
  private Streams() {}

  /** A call of a stream that returns a value. */
  interface Read<T> {
    T call() throws IOException;
  }

  /** A call of a stream without a value. */
  interface Action {
    void run() throws IOException;
  }

  /** Calls {@code read}, as {@link CallKind#GUARDED} says. */
  @SuppressWarnings("unchecked") // what work returns
  static <T> T guarded(Session session, Read<T> read) throws IOException {
    try {
      return (T) Objects.requireNonNull(session.guarded(read::call));
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /** Runs {@code action}, as {@link CallKind#GUARDED} says. */
  static void run(Session session, Action action) throws IOException {
    try {
      session.guarded(() -> run(action));
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  /** Runs {@code action}, as {@link CallKind#CLEANUP} says. */
  static void cleanup(Session session, Action action) throws IOException {
    try {
      session.cleanup(() -> run(action));
    } catch (Throwable t) {
      throw failure(t);
    }
  }

  private static @Nullable Object run(Action action) throws IOException {
    action.run();
    return null;
  }

  private static IOException failure(Throwable thrown) {
    if (thrown instanceof IOException known) {
      return known;
    }
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IOException(thrown); // a stream throws no other
  }
}
