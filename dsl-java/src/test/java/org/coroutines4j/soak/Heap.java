package org.coroutines4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is left on the heap after collections, over time. */
final class Heap {
  private static final long SLACK = 1 << 20;
  private static final int COLLECTIONS = 3;

  private final List<Long> samples = new ArrayList<>();

  void sample() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      least = Math.min(least, usedAfterCollection());
    }
    samples.add(least);
  }

  /** Of each pool at the end of its last collection: nothing that was allocated since counts. */
  private static long usedAfterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(usage -> usage != null)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  /** The first third warms up; the last one may be no larger than the second. */
  void check() {
    int third = samples.size() / 3;
    if (third > 0) {
      long before = Collections.min(samples.subList(third, 2 * third));
      long after = Collections.min(samples.subList(2 * third, samples.size()));
      assertThat(after - before).as("growth of the heap: %s", this).isLessThan(SLACK);
    }
  }

  @Override
  public String toString() {
    return "KB after collections " + samples.stream().map(bytes -> bytes >> 10).toList();
  }
}
