package org.coroutines4j.runtime.coroutine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kotlinx.coroutines.Job;

/**
 * The roots of all task trees that have not ended. A coroutine that is not reachable from them has
 * ended or is lost.
 */
public final class RootRegistry {
  private static final Set<Job> ALIVE = ConcurrentHashMap.newKeySet();

  private RootRegistry() {}

  /** Adds the root of a tree, a Job without a parent of this library. */
  public static void add(Job root) {
    ALIVE.add(root);
  }

  /** Removes the root of a tree that has ended. */
  public static void remove(Job root) {
    ALIVE.remove(root);
  }

  /** Returns a snapshot of the roots. */
  public static List<Job> alive() {
    return List.copyOf(ALIVE);
  }
}
