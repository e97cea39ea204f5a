package org.coroutines4j.benchmarks.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Structured;
import org.coroutines4j.flow.AsyncFlow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Maps values with a hundred concurrent calls that each wait a millisecond, in order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapConcurrentThatWaits {
  private static final int LIMIT = 100;
  private static final int VALUES = Sizes.of(Sizes.WAITED);

  @Benchmark
  @OperationsPerInvocation(Sizes.WAITED)
  public long coroutines4j() {
    return InATask.call(
        scope ->
            AsyncFlow.range(0, VALUES)
                .mapConcurrent(
                    LIMIT,
                    value -> {
                      Async.delay(Duration.ofMillis(1));
                      return value + 1;
                    })
                .fold(0L, Long::sum));
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.WAITED)
  public long reactor() {
    Long sum =
        Flux.range(0, VALUES)
            .flatMapSequential(
                value -> Mono.delay(Duration.ofMillis(1)).map(tick -> value + 1), LIMIT)
            .reduce(0L, Long::sum)
            .block();
    return sum == null ? 0 : sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.WAITED)
  public long kotlinx() {
    return Kotlinx.mapConcurrent(VALUES, LIMIT, 1);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.WAITED)
  public long gatherers() {
    return Structured.get().mapConcurrent(VALUES, LIMIT, 1);
  }
}
