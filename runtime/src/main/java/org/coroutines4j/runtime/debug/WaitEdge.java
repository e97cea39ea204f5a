package org.coroutines4j.runtime.debug;

import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * What a body waits for, as debug mode knows it.
 *
 * @param target who must go on
 * @param toItsEnd whether that must end, and not only go on
 */
public record WaitEdge(Target target, boolean toItsEnd) {
  /** Whom a body waits for: as a lock is passed on, another one, or none. */
  public interface Target {
    /** The task that it is now. */
    @Nullable Job job();
  }
}
