package org.coroutines4j.internal.task;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kotlinx.coroutines.Job;

/**
 * The ids of tasks, and of other Jobs in snapshots. A task has its id from the beginning, since its
 * name may contain it. Any other Job gets one with the first snapshot that shows it, so that a
 * program without snapshots does not pay for them.
 */
final class NodeIds {
  private static final AtomicLong IDS = new AtomicLong();

  /** Guarded by itself. */
  private static final Map<Job, Long> OTHERS = new WeakHashMap<>();

  private NodeIds() {}

  static long next() {
    return IDS.incrementAndGet();
  }

  /** Returns the id of {@code job}, the same each time. */
  static long of(Job job) {
    TaskImpl<?> task = TaskImpl.of(job);
    if (task != null) {
      return task.id();
    }
    synchronized (OTHERS) {
      return OTHERS.computeIfAbsent(job, unused -> next());
    }
  }
}
