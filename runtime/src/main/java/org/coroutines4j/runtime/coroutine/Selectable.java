package org.coroutines4j.runtime.coroutine;

import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** A task, for those who wait for it among others. */
public interface Selectable {
  /** Complete when the task is. */
  Job job();

  /** Refuses a wait of the task for itself; else starts the task and counts the waiter. */
  void beginWait(CoroutineThread body);

  /** The waiter waits no more, whether it has taken the result or not. */
  void endWait();

  /** The value of the task, which has ended; else its failure is thrown, and taken. */
  @Nullable Object take();
}
