package org.coroutines4j.benchmarks.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cancels sleeping tasks and waits until all have ended. Their start is not measured. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CancelLatency {
  private static final int SLEEPERS = Sizes.of(Sizes.SLEEPERS);

  /** Sleeping tasks of coroutines4j. */
  @State(Scope.Thread)
  public static class Tasks {
    private Threads.Sleeping sleeping = () -> {};

    @Setup(Level.Invocation)
    public void start() throws InterruptedException {
      ServiceScope service = ServiceScope.open("sleepers");
      CountDownLatch begun = new CountDownLatch(SLEEPERS);
      for (int i = 0; i < SLEEPERS; i++) {
        service.launch(
            () -> {
              begun.countDown();
              Async.delay(Duration.ofHours(1));
            });
      }
      begun.await();
      sleeping =
          () -> {
            service.cancel();
            service.close();
          };
    }
  }

  /** Sleeping coroutines of kotlinx. */
  @State(Scope.Thread)
  public static class Coroutines {
    private Threads.Sleeping sleeping = () -> {};

    @Setup(Level.Invocation)
    public void start() {
      sleeping = Kotlinx.sleepers(SLEEPERS);
    }
  }

  /** Sleeping virtual threads. */
  @State(Scope.Thread)
  public static class Sleepers {
    private Threads.Sleeping sleeping = () -> {};

    @Setup(Level.Invocation)
    public void start() {
      sleeping = Threads.get().sleepers(SLEEPERS);
    }
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.SLEEPERS)
  public void coroutines4j(Tasks tasks) {
    tasks.sleeping.cancel();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.SLEEPERS)
  public void kotlinx(Coroutines coroutines) {
    coroutines.sleeping.cancel();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.SLEEPERS)
  public void virtualThreads(Sleepers sleepers) {
    sleepers.sleeping.cancel();
  }
}
