package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Yields in ten tasks on one event loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventLoopSwitches {
  private static final int TASKS = 10;
  private static final int EACH = Sizes.of(Sizes.SWITCHES) / TASKS;

  @Benchmark
  @OperationsPerInvocation(Sizes.SWITCHES)
  public long coroutines4j() {
    return switches(TASKS, EACH);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.SWITCHES)
  public long kotlinx() {
    return Kotlinx.switches(TASKS, EACH);
  }

  static long switches(int tasks, int each) {
    long[] count = new long[1]; // no lock needed: the tasks run one at a time
    Async.taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int t = 0; t < tasks; t++) {
                scope.launch(
                    () -> {
                      for (int i = 0; i < each; i++) {
                        count[0]++;
                        Async.yieldNow();
                      }
                    });
              }
            });
    return count[0];
  }
}
