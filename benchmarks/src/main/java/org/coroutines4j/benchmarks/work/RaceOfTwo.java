package org.coroutines4j.benchmarks.work;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Structured;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Races an available value against one that takes ten seconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RaceOfTwo {
  private static final int CALLS = Sizes.of(Sizes.CALLS);
  private static final Duration LONG = Duration.ofSeconds(10);

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long coroutines4j() {
    return InATask.call(
        scope -> {
          long sum = 0;
          for (int i = 0; i < CALLS; i++) {
            sum += Async.<Integer>race(() -> 1, RaceOfTwo::slow);
          }
          return sum;
        });
  }

  private static int slow() {
    Async.delay(LONG);
    return 2;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long reactor() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      Integer first =
          Mono.firstWithValue(
                  Mono.fromCallable(() -> 1).subscribeOn(Schedulers.parallel()),
                  Mono.delay(LONG).map(ticks -> 2))
              .block();
      sum += first == null ? 0 : first;
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long mutiny() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum +=
          Uni.join()
              .first(
                  Uni.createFrom()
                      .item(() -> 1)
                      .runSubscriptionOn(Infrastructure.getDefaultExecutor()),
                  Uni.createFrom().item(() -> 2).onItem().delayIt().by(LONG))
              .withItem()
              .await()
              .indefinitely();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long kotlinx() {
    return Kotlinx.races(CALLS);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long structuredTaskScope() {
    return Structured.get().races(CALLS);
  }
}
