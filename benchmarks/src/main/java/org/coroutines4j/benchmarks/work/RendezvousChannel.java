package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.benchmarks.peers.Jox;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;
import org.coroutines4j.channels.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sends from one task to another over a channel without a buffer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RendezvousChannel {
  private static final int ELEMENTS = Sizes.of(Sizes.ELEMENTS);

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long coroutines4j() {
    return InATask.call(
        scope -> {
          Channel<Integer> channel = Channel.rendezvous();
          scope.launch(
              () -> {
                for (int i = 0; i < ELEMENTS; i++) {
                  channel.send(i);
                }
              });
          long sum = 0;
          for (int i = 0; i < ELEMENTS; i++) {
            sum += channel.receive();
          }
          return sum;
        });
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long kotlinx() {
    return Kotlinx.transfer(ELEMENTS, 0);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long virtualThreads() {
    return Threads.get().transfer(ELEMENTS, 0);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long jox() {
    return Jox.get().transfer(ELEMENTS, 0);
  }
}
