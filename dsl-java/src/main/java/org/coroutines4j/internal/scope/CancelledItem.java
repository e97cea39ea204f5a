package org.coroutines4j.internal.scope;

import java.util.concurrent.CancellationException;
import org.coroutines4j.TaskCancelledException;

/**
 * Stands for the result of an item whose code has cancelled its own task.
 *
 * @param task the name of that task
 */
public record CancelledItem(String task, CancellationException cancellation) {
  /** Returns the exception to throw to the code that wants the result. */
  public TaskCancelledException exception() {
    return new TaskCancelledException(task, cancellation);
  }
}
