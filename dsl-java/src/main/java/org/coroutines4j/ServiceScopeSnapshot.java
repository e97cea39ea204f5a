package org.coroutines4j;

import org.coroutines4j.internal.util.Preconditions;

/**
 * The tasks of a service scope at one moment.
 *
 * @param active how many tasks and Kotlin coroutines have been started and have not ended, without
 *     the queued ones. Daemon tasks are counted, and lazy tasks that no caller has started are not
 * @param queued how many tasks are queued, see {@link ServiceScope.Builder#maxQueued}
 * @param open whether the scope starts tasks: it is neither closing nor closed
 */
public record ServiceScopeSnapshot(int active, int queued, boolean open) {
  /** Creates a snapshot, for example in a test of a monitor. */
  public ServiceScopeSnapshot {
    Preconditions.atLeast(0, active, "active");
    Preconditions.atLeast(0, queued, "queued");
  }
}
