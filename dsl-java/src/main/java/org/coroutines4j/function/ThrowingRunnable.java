package org.coroutines4j.function;

import java.util.Objects;

/** Code without a result, which may throw any exception. */
@FunctionalInterface
public interface ThrowingRunnable {
  /** Runs the code. */
  void run() throws Exception;

  /** Returns code that runs {@code code}, for a value of the JDK's type. */
  static ThrowingRunnable of(Runnable code) {
    Objects.requireNonNull(code, "code");
    return code::run;
  }
}
