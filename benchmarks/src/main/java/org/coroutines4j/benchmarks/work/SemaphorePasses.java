package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;
import org.coroutines4j.sync.AsyncSemaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Acquires and releases a semaphore of three permits in a hundred tasks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SemaphorePasses {
  private static final int TASKS = 100;
  private static final int PERMITS = 3;
  private static final int EACH = Sizes.of(Sizes.ELEMENTS) / TASKS;

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long coroutines4j() {
    AsyncSemaphore semaphore = new AsyncSemaphore(PERMITS);
    AtomicLong sum = new AtomicLong();
    Async.run(
        scope -> {
          for (int t = 0; t < TASKS; t++) {
            scope.launch(
                () -> {
                  for (int i = 0; i < EACH; i++) {
                    semaphore.withPermit(
                        () -> {
                          sum.incrementAndGet();
                        });
                  }
                });
          }
        });
    return sum.get();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long kotlinx() {
    return Kotlinx.semaphore(PERMITS, TASKS, EACH);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long virtualThreads() {
    return Threads.get().semaphore(PERMITS, TASKS, EACH);
  }
}
