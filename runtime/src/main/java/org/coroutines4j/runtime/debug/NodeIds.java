package org.coroutines4j.runtime.debug;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kotlinx.coroutines.Job;

/**
 * The ids of tasks, and of other Jobs in snapshots and log lines. A task has its id from the
 * beginning, since its name may contain it. Any other Job gets one when it is first shown, so that
 * a program that shows none does not pay for them.
 */
public final class NodeIds {
  private static final AtomicLong IDS = new AtomicLong();

  /** Guarded by itself. */
  private static final Map<Job, Long> OTHERS = new WeakHashMap<>();

  private NodeIds() {}

  /** Returns an id that no Job has. */
  public static long next() {
    return IDS.incrementAndGet();
  }

  /** Returns the id of {@code job}, the same each time. */
  public static long of(Job job) {
    if (job instanceof DeadlockDetector.Node node && node.id() != 0) {
      return node.id();
    }
    synchronized (OTHERS) {
      return OTHERS.computeIfAbsent(job, unused -> next());
    }
  }
}
