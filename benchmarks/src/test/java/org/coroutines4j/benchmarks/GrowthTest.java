package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that costs grow no faster than n log n, with small sizes. */
class GrowthTest {
  @ParameterizedTest
  @EnumSource
  void allocatedBytes_growNoFasterThanNLogN(GrowthCase workload) {
    int smallest = Math.min(workload.sizes().get(0), 100);
    assertThat(Growth.best(workload, smallest, 1).nanos()).isPositive(); // loads classes
    assumeTrue(AllocatedBytes.isKnown(), "this JDK does not count the bytes of all threads");
    List<Grown> rows = new ArrayList<>();
    for (int size : List.of(smallest, smallest * 10)) {
      rows.add(Growth.best(workload, size, 3));
    }
    assertThat(Growth.slope(rows, Grown::bytes)).as(rows.toString()).isLessThan(1.2);
  }

  @Test
  void slope_isTheExponent() {
    assertThat(slope(size -> 1)).isCloseTo(1, within(0.001));
    assertThat(slope(size -> size)).isCloseTo(2, within(0.001));
    assertThat(slope(size -> Math.log(size))).isBetween(1.05, 1.2);
  }

  private static double slope(IntToDoubleFunction each) {
    List<Grown> rows = new ArrayList<>();
    for (int size = 1_000; size <= 1_000_000; size *= 10) {
      rows.add(new Grown("made up", size, each.applyAsDouble(size), 0));
    }
    return Growth.slope(rows, Grown::nanos);
  }
}
