package org.coroutines4j;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.coroutines4j.internal.util.Preconditions;

/**
 * The result of {@link Tasks#waitUntil}: the tasks that had ended when it returned, and the other
 * ones. Both sets are immutable, and iterate in the order in which the tasks were passed.
 *
 * @param <K> the type of the tasks
 * @param done the tasks that have ended
 * @param pending the tasks that have not ended
 */
public record WaitResult<K extends Task<?>>(Set<K> done, Set<K> pending) {
  /** Copies both sets, which must not contain null. */
  public WaitResult {
    done = Collections.unmodifiableSet(new LinkedHashSet<>(Preconditions.nonNull(done, "done")));
    pending =
        Collections.unmodifiableSet(new LinkedHashSet<>(Preconditions.nonNull(pending, "pending")));
  }
}
