package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a {@link TaskProbe} keeps about one task, from the beginning of its code to its end. */
public abstract class TaskRecord {
  /** The value of the task when its code has returned: the record takes its place in the task. */
  @Nullable Object value;

  /** Creates a record. */
  protected TaskRecord() {}

  /** Called on the thread of the task, inside its context elements, before its code. */
  protected abstract void started();

  /** Called after the code, on the same thread. Must not throw. */
  protected abstract void returned();

  /**
   * Called when the task has ended, before its scope can end. Must not throw.
   *
   * @param failure the failure or cancellation; null if the task has a value
   */
  protected abstract void ended(@Nullable Throwable failure);

  /** Returns {@code code} between calls of {@link #started} and {@link #returned}. */
  final Callable<? extends @Nullable Object> around(Callable<? extends @Nullable Object> code) {
    return () -> {
      started();
      try {
        return code.call();
      } finally {
        returned();
      }
    };
  }
}
