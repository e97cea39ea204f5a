package org.coroutines4j.benchmarks.work;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.flow.AsyncFlow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;

/** Passes a million values through map, filter and map. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LinearFlow {
  private static final int VALUES = Sizes.of(Sizes.FLOW_VALUES);

  @Benchmark
  @OperationsPerInvocation(Sizes.FLOW_VALUES)
  public long coroutines4j() {
    return InATask.call(
        scope ->
            AsyncFlow.range(0, VALUES)
                .map(value -> value + 1)
                .filter(value -> value % 2 == 0)
                .map(value -> value * 2)
                .fold(0L, Long::sum));
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.FLOW_VALUES)
  public long stream() {
    return IntStream.range(0, VALUES)
        .boxed()
        .map(value -> value + 1)
        .filter(value -> value % 2 == 0)
        .map(value -> value * 2)
        .reduce(0L, Long::sum, Long::sum);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.FLOW_VALUES)
  public long reactor() {
    Long sum =
        Flux.range(0, VALUES)
            .map(value -> value + 1)
            .filter(value -> value % 2 == 0)
            .map(value -> value * 2)
            .reduce(0L, Long::sum)
            .block();
    return sum == null ? 0 : sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.FLOW_VALUES)
  public long mutiny() {
    return Multi.createFrom()
        .range(0, VALUES)
        .map(value -> value + 1)
        .filter(value -> value % 2 == 0)
        .map(value -> value * 2)
        .collect()
        .in(AtomicLong::new, (sum, value) -> sum.addAndGet(value))
        .await()
        .indefinitely()
        .get();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.FLOW_VALUES)
  public long kotlinx() {
    return Kotlinx.linearFlow(VALUES);
  }
}
