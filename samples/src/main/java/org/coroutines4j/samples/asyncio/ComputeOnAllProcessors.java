package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatchers;

/**
 * Two computations on {@code Dispatchers.cpu()}, which runs as many at a time as there are
 * processors: on two processors they take as long as one. Different from asyncio, whose threads
 * take turns and which sends such work to other processes.
 *
 * <p>asyncio tutorial 003, row 003-12.
 */
final class ComputeOnAllProcessors {
  private static final int LIMIT = 300_000;

  private ComputeOnAllProcessors() {}

  static void main(PrintStream out) {
    Stopwatch one = Stopwatch.start();
    long primes = countPrimes();
    out.println("One job: " + primes + " primes in " + one.seconds(2) + "s");

    Stopwatch two = Stopwatch.start();
    List<Long> both =
        taskScope()
            .on(Dispatchers.cpu())
            .call(scope -> gather(() -> countPrimes(), () -> countPrimes()));
    out.println("Two jobs: " + both + " primes in " + two.seconds(2) + "s");
  }

  private static long countPrimes() {
    return IntStream.range(2, LIMIT).filter(ComputeOnAllProcessors::isPrime).count();
  }

  private static boolean isPrime(int n) {
    return IntStream.iterate(2, i -> i * i <= n, i -> i + 1).allMatch(i -> n % i != 0);
  }
}
