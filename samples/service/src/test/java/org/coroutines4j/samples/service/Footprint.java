package org.coroutines4j.samples.service;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How much memory and how many platform threads the process needs, over time. */
final class Footprint {
  private static final String IDLE = "coroutines4j-idle.*|HttpClient-.*-Worker.*|orders:.*adder";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Long> memory = new ArrayList<>();
  private final AtomicInteger mostThreads = new AtomicInteger();
  private int threadsAtFirst;
  private long busyAtFirst;

  void begin() {
    threadsAtFirst = THREADS.getThreadCount();
    busyAtFirst = busyThreads();
    mostThreads.set(0);
    sample();
  }

  /** While there is load. */
  void look() {
    mostThreads.accumulateAndGet(THREADS.getThreadCount(), Math::max);
  }

  /** When there is none. */
  void sample() {
    System.gc();
    memory.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /** By how many bytes the last is above the first. */
  long growth() {
    return memory.get(memory.size() - 1) - memory.get(0);
  }

  /** How many more threads there are than at first, without those that pools keep for a while. */
  long busyThreadsLeft() {
    return busyThreads() - busyAtFirst;
  }

  private static long busyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().matches(IDLE))
        .count();
  }

  @Override
  public String toString() {
    return "JDK %d: MB of heap after collections %s; platform threads %d at first, %d at most, %d now"
        .formatted(
            Runtime.version().feature(),
            memory.stream().map(bytes -> bytes / 1_000_000).toList(),
            threadsAtFirst,
            mostThreads.get(),
            THREADS.getThreadCount());
  }
}
