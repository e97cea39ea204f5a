package org.coroutines4j.samples.asyncio;

import java.io.PrintStream;

/**
 * Three sleeps in a row block the thread for three seconds: what the other programs do better.
 *
 * <p>asyncio tutorial 000, row 000-1.
 */
final class SleepsInARow {
  private SleepsInARow() {}

  static void main(PrintStream out) throws InterruptedException {
    Stopwatch watch = Stopwatch.start();
    for (int id = 0; id < 3; id++) {
      out.println("Task " + id + " started");
      Thread.sleep(1_000);
      out.println("Task " + id + " completed");
    }
    out.println("Sync elapsed time: " + watch.seconds(2) + "s");
  }
}
