package org.coroutines4j.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Structured;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Opens a scope, starts tasks in it, awaits their values and closes the scope. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScopeCost {
  private static final int SCOPES = Sizes.of(Sizes.CALLS);

  @Param({"0", "1", "2", "10"})
  public int forks;

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long coroutines4j() {
    return InATask.call(
        outer -> {
          long sum = 0;
          for (int i = 0; i < SCOPES; i++) {
            sum +=
                Async.taskScope()
                    .call(
                        scope -> {
                          List<Task<Integer>> started = new ArrayList<>(forks);
                          for (int k = 0; k < forks; k++) {
                            int value = k;
                            started.add(scope.async(() -> value));
                          }
                          int own = 0;
                          for (Task<Integer> task : started) {
                            own += task.await();
                          }
                          return own;
                        });
          }
          return sum;
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long kotlinx() {
    return Kotlinx.scopes(SCOPES, forks);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long structuredTaskScope() {
    return Structured.get().scopes(SCOPES, forks);
  }
}
