package org.coroutines4j.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Runs a tree of tasks, each with ten children, down to a million leaves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Skynet {
  private static final int LEAVES = powerOfTen(Sizes.of(Sizes.LEAVES));

  private static int powerOfTen(int atMost) {
    int power = 1;
    while (power <= atMost / 10) {
      power *= 10;
    }
    return power;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.LEAVES)
  public long coroutines4j() {
    return InATask.call(scope -> skynet(0, LEAVES));
  }

  private static long skynet(long first, int leaves) {
    if (leaves == 1) {
      return first;
    }
    return Async.taskScope()
        .call(
            scope -> {
              int each = leaves / 10;
              List<Task<Long>> children = new ArrayList<>(10);
              for (int i = 0; i < 10; i++) {
                long from = first + (long) i * each;
                children.add(scope.async(() -> skynet(from, each)));
              }
              long sum = 0;
              for (Task<Long> child : children) {
                sum += child.await();
              }
              return sum;
            });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.LEAVES)
  public long completableFuture() {
    return future(0, LEAVES).join();
  }

  private static CompletableFuture<Long> future(long first, int leaves) {
    if (leaves == 1) {
      return CompletableFuture.completedFuture(first);
    }
    int each = leaves / 10;
    CompletableFuture<Long> sum = CompletableFuture.completedFuture(0L);
    for (int i = 0; i < 10; i++) {
      long from = first + (long) i * each;
      CompletableFuture<Long> child =
          CompletableFuture.supplyAsync(() -> from).thenCompose(begin -> future(begin, each));
      sum = sum.thenCombine(child, Long::sum);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.LEAVES)
  public long kotlinx() {
    return Kotlinx.skynet(LEAVES);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.LEAVES)
  public long structuredTaskScope() {
    return Structured.get().skynet(LEAVES);
  }
}
