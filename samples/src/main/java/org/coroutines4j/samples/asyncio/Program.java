package org.coroutines4j.samples.asyncio;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * A program of the catalogue.
 *
 * @param rows the rows of the tutorials that it answers
 * @param name its class's name, which says what it shows
 * @param main runs it
 */
record Program(List<String> rows, String name, Main main) {
  /** What a program does, printing to a stream of the caller's. */
  @FunctionalInterface
  interface Main {
    void run(PrintStream out) throws Exception;
  }

  /** Whether {@code text} is one of the rows, or the name in whatever case. */
  boolean isCalled(String text) {
    return rows.contains(text)
        || name.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return String.join(", ", rows) + " " + name;
  }
}
