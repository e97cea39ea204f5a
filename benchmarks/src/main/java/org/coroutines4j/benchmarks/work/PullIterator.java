package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Pulls values out of a flow one by one in a loop. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PullIterator {
  private static final int VALUES = Sizes.of(Sizes.PULLED);

  @Benchmark
  @OperationsPerInvocation(Sizes.PULLED)
  public long coroutines4j() {
    return InATask.call(
        scope -> {
          long sum = 0;
          try (AsyncIterator<Integer> values = numbers().iterator()) {
            while (values.hasNext()) {
              sum += values.next();
            }
          }
          return sum;
        });
  }

  private static AsyncFlow<Integer> numbers() {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < VALUES; i++) {
            out.emit(i);
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.PULLED)
  public long coroutines4jBuffered() {
    return InATask.call(
        scope -> {
          long sum = 0;
          try (AsyncIterator<Integer> values = numbers().buffer(64).iterator()) {
            while (values.hasNext()) {
              sum += values.next();
            }
          }
          return sum;
        });
  }

  /** Without a generator: the values are computed on the thread that asks for them. */
  @Benchmark
  @OperationsPerInvocation(Sizes.PULLED)
  public long coroutines4jInLine() {
    return InATask.call(
        scope -> {
          long sum = 0;
          try (AsyncIterator<Integer> values =
              AsyncFlow.range(0, VALUES).map(n -> n + 1).iterator()) {
            while (values.hasNext()) {
              sum += values.next();
            }
          }
          return sum;
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.PULLED)
  public long reactor() {
    long sum = 0;
    for (int value : Flux.range(0, VALUES).subscribeOn(Schedulers.parallel()).toIterable(1)) {
      sum += value;
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.PULLED)
  public long kotlinx() {
    return Kotlinx.pull(VALUES);
  }
}
