package org.coroutines4j.runtime.coroutine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kotlinx.coroutines.Job;

/** The roots of all task trees that are alive: what is not reachable from here is over or lost. */
public final class RootRegistry {
  private static final Set<Job> ALIVE = ConcurrentHashMap.newKeySet();

  private RootRegistry() {}

  /** Adds the Job of a tree that has no parent of ours. */
  public static void add(Job root) {
    ALIVE.add(root);
  }

  /** Removes the Job of a tree that is over. */
  public static void remove(Job root) {
    ALIVE.remove(root);
  }

  /** The roots of now. */
  public static List<Job> alive() {
    return List.copyOf(ALIVE);
  }
}
