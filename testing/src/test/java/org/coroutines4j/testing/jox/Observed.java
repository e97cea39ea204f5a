package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;

/** Collects flows in virtual time, and returns what happened. */
final class Observed {
  private static final int RUNS = 20;

  private Observed() {}

  /** Returns the values of {@code flow}, which must be the same for any order of its tasks. */
  static <T> List<T> valuesOf(AsyncFlow<T> flow) {
    List<List<T>> runs = new ArrayList<>();
    runShuffled(RUNS, test -> runs.add(flow.toList()));
    assertThat(runs).hasSize(RUNS).containsOnly(runs.get(0));
    return runs.get(0);
  }

  /** Returns the values of {@code flow} and its end, each with its time in milliseconds. */
  static List<String> timesOf(AsyncFlow<?> flow) {
    List<String> times = new ArrayList<>();
    runTest(
        test -> {
          flow.collect(value -> times.add(value + " at " + test.clock().elapsed().toMillis()));
          times.add("end at " + test.clock().elapsed().toMillis());
        });
    return times;
  }

  /** Returns the values that {@code flow} emits before it fails with {@code failure}. */
  static <T> List<T> valuesBefore(Throwable failure, AsyncFlow<T> flow) {
    List<T> values = new ArrayList<>();
    runTest(test -> assertThatThrownBy(() -> flow.collect(values::add)).isSameAs(failure));
    return values;
  }
}
