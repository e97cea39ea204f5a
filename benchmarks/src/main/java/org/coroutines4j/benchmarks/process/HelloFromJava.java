package org.coroutines4j.benchmarks.process;

/** Prints one line from a lambda, as the other programs do, with the JDK alone. */
public final class HelloFromJava {
  private HelloFromJava() {}

  /** Runs the program. */
  public static void main(String... args) {
    Runnable hello = () -> System.out.println("Hello");
    hello.run();
  }
}
