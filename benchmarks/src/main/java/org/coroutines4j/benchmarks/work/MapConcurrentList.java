package org.coroutines4j.benchmarks.work;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Structured;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Maps the items of a list with sixteen concurrent calls, in order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapConcurrentList {
  private static final int LIMIT = 16;
  private static final int ITEMS = Sizes.of(Sizes.MAPPED);

  private final List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long coroutines4j() {
    return InATask.call(
        scope ->
            Async.mapConcurrent(items, LIMIT, item -> item + 1).stream()
                .mapToLong(Integer::longValue)
                .sum());
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long gatherers() {
    return Structured.get().mapConcurrent(ITEMS, LIMIT, 0);
  }
}
