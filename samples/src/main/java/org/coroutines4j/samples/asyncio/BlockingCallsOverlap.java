package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;

/**
 * Five blocking calls together take as long as one, and their results come in order. asyncio needs
 * {@code to_thread} for this; here each body has a thread anyway. (0.4 seconds each, 0.1 in the
 * tutorial.)
 *
 * <p>asyncio tutorial 003, row 003-9.
 */
final class BlockingCallsOverlap {
  private BlockingCallsOverlap() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          List<Integer> squares =
              mapConcurrent(List.of(0, 1, 2, 3, 4), BlockingCallsOverlap::blockingSquare);
          out.println(squares);
        });
  }

  private static int blockingSquare(int n) throws InterruptedException {
    Thread.sleep(400);
    return n * n;
  }
}
