package org.coroutines4j;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.coroutines4j.internal.util.Preconditions;

/**
 * The tasks that had ended when {@link Tasks#waitUntil} returned, and the others; both in the order
 * given.
 *
 * @param done the tasks that have ended
 * @param pending the tasks that have not
 */
public record WaitResult<K extends Task<?>>(Set<K> done, Set<K> pending) {
  /** Copies both sets. */
  public WaitResult {
    done = Collections.unmodifiableSet(new LinkedHashSet<>(Preconditions.nonNull(done, "done")));
    pending =
        Collections.unmodifiableSet(new LinkedHashSet<>(Preconditions.nonNull(pending, "pending")));
  }
}
