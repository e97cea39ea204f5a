package org.coroutines4j.benchmarks.process;

import org.coroutines4j.Async;

/** Prints one line in a scope. */
public final class HelloFromCoroutines {
  private HelloFromCoroutines() {}

  /** Runs the program. */
  public static void main(String... args) {
    Async.run(scope -> System.out.println("Hello"));
  }
}
