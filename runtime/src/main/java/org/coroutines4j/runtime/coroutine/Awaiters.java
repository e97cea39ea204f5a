package org.coroutines4j.runtime.coroutine;

import java.util.Set;
import kotlinx.coroutines.Incomplete;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobSupport;
import kotlinx.coroutines.NodeList;
import kotlinx.coroutines.internal.LockFreeLinkedListNode;

/**
 * Who waits for the end of a Kotlin coroutine. {@code JobSupport} and its list are internals of
 * kotlinx; {@code LostAsyncTest} notices if they change.
 */
public final class Awaiters {
  /** Those that get a failure: an await, awaitAll, onAwait; not a join, nor a handler of ours. */
  private static final Set<String> RECEIVERS =
      Set.of("ResumeAwaitOnCompletion", "AwaitAllNode", "SelectOnAwaitCompletionHandler");

  private Awaiters() {}

  /** Whether somebody will receive the failure of {@code job}, which is about to end with it. */
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
