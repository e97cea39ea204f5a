package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.coroutines4j.Dispatchers;

/**
 * A computation on a thread pool of your own. Without one, {@code Dispatchers.cpu()} has a thread
 * for each processor.
 *
 * <p>asyncio tutorial 001, row 001-13.
 */
final class ComputeOnAPool {
  private ComputeOnAPool() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          ExecutorService pool = Executors.newFixedThreadPool(4);
          scope.use(pool::shutdown);
          out.println(withContext(Dispatchers.from(pool), () -> sumOfSquares(1_000_000)));
        });
  }

  private static long sumOfSquares(long n) {
    return LongStream.range(0, n).map(i -> i * i).sum();
  }
}
