package org.coroutines4j.function;

import java.util.Objects;

/** Code that takes no argument, returns no result and may throw any exception. */
@FunctionalInterface
public interface ThrowingRunnable {
  /** Runs the code. */
  void run() throws Exception;

  /** Converts a {@link Runnable} of the JDK to code that calls it. */
  static ThrowingRunnable of(Runnable code) {
    Objects.requireNonNull(code, "code");
    return code::run;
  }
}
