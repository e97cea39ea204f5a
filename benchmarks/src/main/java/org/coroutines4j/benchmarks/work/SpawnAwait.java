package org.coroutines4j.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Task;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Structured;
import org.coroutines4j.benchmarks.peers.Threads;
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

/** Starts tasks that return a value, and awaits all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpawnAwait {
  private static final int TASKS = Sizes.of(Sizes.TASKS);

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long coroutines4j() {
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
  @OperationsPerInvocation(Sizes.TASKS)
  public long completableFuture() {
    List<CompletableFuture<Integer>> started = new ArrayList<>(TASKS);
    for (int i = 0; i < TASKS; i++) {
      int value = i;
      started.add(CompletableFuture.supplyAsync(() -> value));
    }
    long sum = 0;
    for (CompletableFuture<Integer> future : started) {
      sum += future.join();
    }
    return sum;
  }

  /**
   * Has Reactor's default limit of 256 concurrent tasks: without it, each value makes flatMap look
   * through all of them.
   */
  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long reactor() {
    return sum(
        Flux.range(0, TASKS)
            .flatMap(value -> Mono.fromCallable(() -> value).subscribeOn(Schedulers.parallel())));
  }

  private static long sum(Flux<Integer> values) {
    Long sum = values.reduce(0L, Long::sum).block();
    return sum == null ? 0 : sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long kotlinx() {
    return Kotlinx.spawn(TASKS);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long structuredTaskScope() {
    return Structured.get().spawn(TASKS);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public long virtualThreads() {
    return Threads.get().spawn(TASKS);
  }
}
