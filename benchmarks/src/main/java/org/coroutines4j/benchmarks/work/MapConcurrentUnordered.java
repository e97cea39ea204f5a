package org.coroutines4j.benchmarks.work;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import reactor.core.scheduler.Schedulers;

/** Maps values with sixteen concurrent calls, in the order of completion. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapConcurrentUnordered {
  private static final int LIMIT = 16;
  private static final int VALUES = Sizes.of(Sizes.MAPPED);

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long coroutines4j() {
    return InATask.call(
        scope ->
            AsyncFlow.range(0, VALUES)
                .mapConcurrentUnordered(LIMIT, value -> value + 1)
                .fold(0L, Long::sum));
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long reactor() {
    Long sum =
        Flux.range(0, VALUES)
            .flatMap(
                value -> Mono.fromCallable(() -> value + 1).subscribeOn(Schedulers.parallel()),
                LIMIT)
            .reduce(0L, Long::sum)
            .block();
    return sum == null ? 0 : sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long mutiny() {
    return Multi.createFrom()
        .range(0, VALUES)
        .onItem()
        .transformToUni(
            value ->
                Uni.createFrom()
                    .item(() -> value + 1)
                    .runSubscriptionOn(Infrastructure.getDefaultExecutor()))
        .merge(LIMIT)
        .collect()
        .in(AtomicLong::new, (sum, value) -> sum.addAndGet(value))
        .await()
        .indefinitely()
        .get();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long kotlinx() {
    return Kotlinx.mapConcurrentUnordered(VALUES, LIMIT);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.MAPPED)
  public long gatherers() {
    return Structured.get().mapConcurrent(VALUES, LIMIT, 0);
  }
}
