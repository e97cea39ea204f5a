package org.coroutines4j.benchmarks.work;

import java.util.concurrent.TimeUnit;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the checks whether Flight Recorder runs, by which a task and a wait decide whether to
 * record an event, while it has not been started.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlightRecorderGate {
  private boolean off;

  /** Reads a field instead. */
  @Benchmark
  public boolean field() {
    return off;
  }

  @Benchmark
  public boolean task() {
    return JfrGate.recordsTasks();
  }

  @Benchmark
  public boolean eachWait() {
    return JfrGate.recordsWaits();
  }
}
