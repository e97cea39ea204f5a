package org.coroutines4j.runtime.debug;

import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * A wait of a coroutine, as debug mode records it.
 *
 * @param target the task, or the holder of a lock, that the coroutine waits for
 * @param toItsEnd whether the wait lasts until the target has completed, and not only until it goes
 *     on, for example by releasing a lock
 */
public record WaitEdge(Target target, boolean toItsEnd) {
  /**
   * What a coroutine waits for. While a lock passes from holder to holder, this stands for a
   * different task at different times, or for none.
   */
  public interface Target {
    /** Returns the Job of the task that it stands for now; null if there is none. */
    @Nullable Job job();
  }
}
