package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Jox;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;
import org.coroutines4j.channels.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sends from several tasks to as many tasks over one channel of capacity 16. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManyToMany {
  private static final int CAPACITY = 16;
  private static final int ELEMENTS = Sizes.of(Sizes.ELEMENTS);

  @Param({"4", "100"})
  public int pairs;

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long coroutines4j() {
    AtomicLong sum = new AtomicLong();
    Channel<Integer> channel = Channel.buffered(CAPACITY);
    int each = ELEMENTS / pairs;
    Async.run(
        scope -> {
          for (int pair = 0; pair < pairs; pair++) {
            scope.launch(
                () -> {
                  for (int i = 0; i < each; i++) {
                    channel.send(i);
                  }
                });
            scope.launch(
                () -> {
                  long own = 0;
                  for (int i = 0; i < each; i++) {
                    own += channel.receive();
                  }
                  sum.addAndGet(own);
                });
          }
        });
    return sum.get();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long kotlinx() {
    return Kotlinx.manyToMany(ELEMENTS, pairs, CAPACITY);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long virtualThreads() {
    return Threads.get().manyToMany(ELEMENTS, pairs, CAPACITY);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long jox() {
    return Jox.get().manyToMany(ELEMENTS, pairs, CAPACITY);
  }
}
