package org.coroutines4j.benchmarks.work;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

/** Computes an available value under a limit of one second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimeoutOfAValue {
  private static final int CALLS = Sizes.of(Sizes.CALLS);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long coroutines4j() {
    return InATask.call(
        scope -> {
          long sum = 0;
          for (int i = 0; i < CALLS; i++) {
            sum += Async.withTimeout(LIMIT, () -> 1);
          }
          return sum;
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long completableFuture() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      CompletableFuture<Integer> value = new CompletableFuture<>();
      CompletableFuture<Integer> limited = value.orTimeout(1, TimeUnit.SECONDS);
      value.complete(1);
      sum += limited.join();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long reactor() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      Integer value = Mono.fromCallable(() -> 1).timeout(LIMIT).block();
      sum += value == null ? 0 : value;
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long mutiny() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Uni.createFrom().item(() -> 1).ifNoItem().after(LIMIT).fail().await().indefinitely();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long kotlinx() {
    return Kotlinx.timeouts(CALLS);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.CALLS)
  public long structuredTaskScope() {
    return Structured.get().timeouts(CALLS);
  }
}
