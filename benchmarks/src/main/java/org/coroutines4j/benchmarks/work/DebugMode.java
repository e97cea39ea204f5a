package org.coroutines4j.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Task;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures the operations that debug mode checks, with and without debug mode. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DebugMode {
  private static final int TASKS = Sizes.of(Sizes.TASKS);
  private static final int SWITCHES = Sizes.of(Sizes.SWITCHES);

  @Param({"false", "true"})
  public boolean debug;

  @Setup
  public void switchOn() {
    Diagnostics.setDebug(debug);
  }

  @TearDown
  public void switchOff() {
    Diagnostics.setDebug(false);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long spawnAwait() {
    return InATask.call(
        scope -> {
          List<Task<Integer>> started = new ArrayList<>(TASKS);
          for (int i = 0; i < TASKS; i++) {
            int value = i;
            started.add(scope.async(() -> value));
          }
          long sum = 0;
          for (Task<Integer> task : started) {
            sum += task.await();
          }
          return sum;
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.SWITCHES)
  public long eventLoopSwitches() {
    return EventLoopSwitches.switches(10, SWITCHES / 10);
  }
}
