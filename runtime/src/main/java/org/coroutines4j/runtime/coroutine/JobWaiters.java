package org.coroutines4j.runtime.coroutine;

import java.util.Set;
import kotlinx.coroutines.Incomplete;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobSupport;
import kotlinx.coroutines.NodeList;
import kotlinx.coroutines.internal.LockFreeLinkedListNode;

/**
 * Finds the waiters of a Kotlin coroutine that will receive its failure. {@code JobSupport} and its
 * list are internals of kotlinx; {@code LostAsyncTest} fails if they change.
 */
public final class JobWaiters {
  /**
   * The completion handlers of {@code await}, {@code awaitAll} and {@code onAwait}. A {@code join}
   * and the handlers of this library do not receive the failure.
   */
  private static final Set<String> RECEIVERS =
      Set.of("ResumeAwaitOnCompletion", "AwaitAllNode", "SelectOnAwaitCompletionHandler");

  private JobWaiters() {}

  /**
   * Returns whether a waiter will receive the failure of {@code job}, which is about to end with
   * it.
   */
  @SuppressWarnings("deprecation") // JobSupport is an internal
  public static boolean areThereFor(Job job) {
    Object state =
        job instanceof JobSupport known ? known.getState$kotlinx_coroutines_core() : null;
    NodeList list = state instanceof Incomplete incomplete ? incomplete.getList() : null;
    if (list == null) {
      return false;
    }
    for (LockFreeLinkedListNode node = list.getNextNode();
        node != list;
        node = node.getNextNode()) {
      if (RECEIVERS.contains(node.getClass().getSimpleName())) {
        return true;
      }
    }
    return false;
  }
}
