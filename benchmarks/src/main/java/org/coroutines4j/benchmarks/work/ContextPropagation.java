package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Starts tasks with and without context elements; each task reads a thread-local. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextPropagation {
  private static final int TASKS = Sizes.of(Sizes.TASKS);
  private static final ThreadLocal<String> REQUEST = new ThreadLocal<>();
  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public void withoutContext() {
    tasks();
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public void oneThreadLocal() {
    tasks(ContextElement.threadLocal(REQUEST, "request 1"));
  }

  @Benchmark
  @OperationsPerInvocation(Sizes.TASKS)
  public void twoThreadLocals() {
    tasks(
        ContextElement.threadLocal(REQUEST, "request 1"),
        ContextElement.threadLocal(USER, "user 1"));
  }

  private static void tasks(ContextElement... elements) {
    Async.taskScope()
        .with(elements)
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(REQUEST::get);
              }
            });
  }
}
