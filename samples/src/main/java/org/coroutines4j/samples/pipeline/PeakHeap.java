package org.coroutines4j.samples.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The most heap that was in use since the start of a measurement, garbage included. */
final class PeakHeap {
  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  private PeakHeap() {}

  /** Removes the garbage of what ran before, as the pools count it. */
  static PeakHeap measure() {
    System.gc();
    POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
    return new PeakHeap();
  }

  /** The sum of the pools' peaks: if they were not at the same time, it was less. */
  long bytes() {
    return POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
