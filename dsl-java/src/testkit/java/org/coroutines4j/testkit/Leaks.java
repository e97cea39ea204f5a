package org.coroutines4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.ThreadSource;

/** Finds what a test has left behind: Jobs, threads of bodies, permits. */
public final class Leaks {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
  private static final int MOST_LINES = 200;

  private Leaks() {}

  /**
   * Returns what is left now, a line each. A task completes a moment before its thread is free, so
   * something left has some seconds to end before it is a leak.
   */
  static List<String> find(long patienceNanos) {
    long deadline = System.nanoTime() + patienceNanos;
    List<String> leaks = now();
    while (!leaks.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      leaks = now();
    }
    return leaks;
  }

  /** Returns what is left after some seconds. */
  public static List<String> find() {
    return find(PATIENCE);
  }

  private static List<String> now() {
    List<String> leaks = new ArrayList<>();
    for (Job root : RootRegistry.alive()) {
      addTree(leaks, root, 0);
    }
    addCount(leaks, "bodies with a virtual thread", ThreadSource.virtual().live());
    addCount(leaks, "bodies with a pooled thread", ThreadSource.pooled().live());
    addCount(leaks, "permits of cpu() in use", ScopeDispatcher.cpu().limiter().inUse());
    return leaks;
  }

  private static void addTree(List<String> lines, Job job, int depth) {
    if (lines.size() < MOST_LINES) {
      lines.add("  ".repeat(depth) + job);
      job.getChildren().iterator().forEachRemaining(child -> addTree(lines, child, depth + 1));
    }
  }

  private static void addCount(List<String> lines, String what, long count) {
    if (count != 0) {
      lines.add(what + ": " + count);
    }
  }
}
