package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.flow.AsyncFlow;

/**
 * An async generator of numbers, pulled by an ordinary loop. The flow that it returns can be run
 * through any number of times; Python's generator only once.
 *
 * <p>asyncio tutorial 001, row 001-14.
 */
final class GeneratorInALoop {
  private GeneratorInALoop() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          for (int number : asyncRange(0, 5)) {
            out.println(number);
          }
        });
  }

  static AsyncFlow<Integer> asyncRange(int start, int stop) {
    return AsyncFlow.generate(
        numbers -> {
          for (int i = start; i < stop; i++) {
            delay(ofMillis(500));
            numbers.emit(i);
          }
        });
  }
}
