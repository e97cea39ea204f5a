package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

/** A program that a signal ends: nested scopes with cleanup in each, of which some has to wait. */
final class SignalledProgram {
  private SignalledProgram() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print("shutdown hook")));
    switch (args[0]) {
      case "nested" -> run(scope -> outer());
      case "stubborn" -> run(scope -> stubborn());
      case "exit" -> run(scope -> System.exit(3));
      case "blocking" -> run(scope -> blocking());
      default -> throw new IllegalArgumentException(args[0]);
    }
    print("not reached");
  }

  private static void outer() {
    try {
      taskScope()
          .run(
              scope -> {
                scope.launch(SignalledProgram::inner);
                delay(ofSeconds(1000));
              });
    } finally {
      nonCancellable(() -> delay(ofMillis(20)));
      print("outer cleaned up");
    }
  }

  private static void inner() {
    try {
      taskScope()
          .run(
              scope -> {
                print("running");
                delay(ofSeconds(1000));
              });
    } finally {
      nonCancellable(() -> delay(ofMillis(20)));
      print("inner cleaned up");
    }
  }

  private static void blocking() throws InterruptedException {
    try {
      print("running");
      Thread.sleep(1_000_000);
    } finally {
      print("cleaned up");
    }
  }

  private static void stubborn() {
    try {
      print("running");
      delay(ofSeconds(1000));
    } finally {
      print("cleaning up without end");
      nonCancellable(() -> delay(ofSeconds(1000)));
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
