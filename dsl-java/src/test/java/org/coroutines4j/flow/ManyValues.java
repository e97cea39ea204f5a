package org.coroutines4j.flow;

import static org.coroutines4j.Async.run;

/** A program that sends many values through flows, in little memory. */
public final class ManyValues {
  private ManyValues() {}

  /** Prints what comes of as many values in a chain of operators, or in a loop. */
  public static void main(String[] args) {
    int values = Integer.parseInt(args[1]);
    run(scope -> System.out.println(args[0].equals("loop") ? loop(values) : operators(values)));
  }

  private static long operators(int values) {
    return AsyncFlow.range(0, values).map(i -> i * 2L).filter(i -> i % 3 == 0).count();
  }

  /** Pulls from a generator; the bytes by which the heap has grown in the last nine tenths. */
  private static long loop(int values) {
    AsyncFlow<Integer> numbers =
        AsyncFlow.generate(
            out -> {
              for (int i = 1; i <= values; i++) {
                out.emit(i);
              }
            });
    long early = 0;
    long late = 0;
    for (int number : numbers) {
      if (number == values / 10) {
        early = used();
      } else if (number == values) {
        late = used();
      }
    }
    return late - early;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
