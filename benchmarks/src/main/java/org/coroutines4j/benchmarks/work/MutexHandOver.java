package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;
import org.coroutines4j.sync.AsyncMutex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Adds in a hundred tasks under one lock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MutexHandOver {
  private static final int TASKS = 100;
  private static final int EACH = Sizes.of(Sizes.ELEMENTS) / TASKS;

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long coroutines4j() {
    AsyncMutex mutex = new AsyncMutex();
    long[] sum = new long[1];
    Async.run(
        scope -> {
          for (int t = 0; t < TASKS; t++) {
            scope.launch(
                () -> {
                  for (int i = 0; i < EACH; i++) {
                    mutex.withLock(
                        () -> {
                          sum[0]++;
                        });
                  }
                });
          }
        });
    return sum[0];
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long kotlinx() {
    return Kotlinx.mutex(TASKS, EACH);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long virtualThreads() {
    return Threads.get().mutex(TASKS, EACH);
  }
}
