package org.coroutines4j.benchmarks.process;

import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.coroutines4j.Async;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncSemaphore;

/**
 * The workloads of {@code asyncio_workloads.py} with coroutines4j. The arguments are {@code
 * WORKLOAD SIZE ROUNDS}. Prints the seconds of each round, without the start of the JVM. Each
 * workload runs in a task of its own, as with {@code asyncio.run}: run directly, its waits would
 * park the platform thread of {@code main}.
 */
public final class AsyncioTwin {
  private AsyncioTwin() {}

  /** Runs the program. */
  public static void main(String... args) {
    int size = Integer.parseInt(args[1]);
    for (int round = Integer.parseInt(args[2]); round > 0; round--) {
      long begin = System.nanoTime();
      long result = call(scope -> scope.async(() -> run(args[0], size)).await());
      System.out.println((System.nanoTime() - begin) / 1e9 + " " + result);
    }
  }

  private static long run(String workload, int size) {
    return switch (workload) {
      case "gather" -> gatherNothing(size);
      case "sleepers" -> sleepers(size);
      case "queue" -> queue(size);
      case "generator" -> generator(size);
      case "semaphore" -> semaphore(size);
      default -> throw new IllegalArgumentException("no workload '" + workload + "'");
    };
  }

  private static long gatherNothing(int size) {
    Callable<Integer> one = () -> 1;
    return call(
        scope ->
            gather(Collections.nCopies(size, one)).stream().mapToLong(Integer::longValue).sum());
  }

  private static long sleepers(int size) {
    Callable<Integer> sleeper =
        () -> {
          delay(Duration.ofMillis(100));
          return 1;
        };
    List<Integer> ended = call(scope -> gather(Collections.nCopies(size, sleeper)));
    return ended.size();
  }

  private static long queue(int size) {
    AsyncQueue<Integer> queue = AsyncQueue.fifo(100);
    return call(
        scope -> {
          scope.launch(
              () -> {
                for (int i = 0; i < size; i++) {
                  queue.put(i);
                }
              });
          long sum = 0;
          for (int i = 0; i < size; i++) {
            sum += queue.get();
          }
          return sum;
        });
  }

  private static long generator(int size) {
    AsyncFlow<Integer> numbers =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < size; i++) {
                out.emit(i);
              }
            });
    return call(scope -> numbers.fold(0L, Long::sum));
  }

  private static long semaphore(int size) {
    AsyncSemaphore semaphore = new AsyncSemaphore(3);
    LongAdder count = new LongAdder();
    ThrowingRunnable pass = () -> semaphore.withPermit(count::increment);
    Async.run(
        scope -> {
          for (int i = 0; i < size; i++) {
            scope.launch(pass);
          }
        });
    return count.sum();
  }
}
