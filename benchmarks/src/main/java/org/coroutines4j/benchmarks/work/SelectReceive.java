package org.coroutines4j.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.benchmarks.peers.Jox;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Select;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Selects in one task from rendezvous channels, each with a sender of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectReceive {
  private static final int ELEMENTS = Sizes.of(Sizes.ELEMENTS);

  @Param({"2", "8", "32"})
  public int channels;

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long coroutines4j() {
    return InATask.call(
        scope -> {
          int each = ELEMENTS / channels;
          List<Channel<Integer>> all = new ArrayList<>();
          for (int c = 0; c < channels; c++) {
            Channel<Integer> channel = Channel.rendezvous();
            all.add(channel);
            scope.launch(
                () -> {
                  for (int i = 0; i < each; i++) {
                    channel.send(i);
                  }
                });
          }
          long sum = 0;
          for (int i = 0; i < each * channels; i++) {
            sum += receiveAny(all);
          }
          return sum;
        });
  }

  private static int receiveAny(List<Channel<Integer>> channels) {
    Select<Integer> select = Async.select().onReceive(channels.get(0), value -> value);
    for (int c = 1; c < channels.size(); c++) {
      select.onReceive(channels.get(c), value -> value);
    }
    return select.await();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long kotlinx() {
    return Kotlinx.select(ELEMENTS, channels);
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.ELEMENTS)
  public long jox() {
    return Jox.get().select(ELEMENTS, channels);
  }
}
