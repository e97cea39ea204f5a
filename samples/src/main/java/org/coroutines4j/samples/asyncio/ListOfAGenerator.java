package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * {@code [x async for x in async_range(0, 3)]}: {@code toList}, with {@code map} and {@code filter}
 * before it where the comprehension computes or has an {@code if}. The values come one after the
 * other, as Python's do.
 *
 * <p>asyncio tutorial 001, row 001-15.
 */
final class ListOfAGenerator {
  private ListOfAGenerator() {}

  static void main(PrintStream out) {
    run(scope -> out.println(GeneratorInALoop.asyncRange(0, 3).toList()));
  }
}
