package org.coroutines4j.internal.task;

import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/** The future of a task. Cancelling it cancels the task. */
final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Task<T> task;

  TaskFuture(Task<T> task) {
    this.task = task;
  }

  /**
   * Completes this with {@code outcome}, unless it is complete. Returns whether this future has
   * delivered the failure in {@code outcome}, now or before. False if there is none, or if other
   * code has completed this future with something else.
   */
  boolean completeWith(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Success<T> success) {
      complete(success.value());
    } else if (outcome instanceof Outcome.Failure<T> failure) {
      return completeExceptionally(failure.exception()) || hasFailedWith(failure.exception());
    } else {
      completeExceptionally(((Outcome.Cancelled<T>) outcome).reason());
    }
    return false;
  }

  private boolean hasFailedWith(Throwable failure) {
    boolean[] same = {false};
    CompletableFuture<?> asked = whenComplete((value, thrown) -> same[0] = thrown == failure);
    return asked.isDone() && same[0];
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      task.cancel("the future of task " + TextEscapes.quoted(task.name()) + " was cancelled");
    }
    return cancelled;
  }
}
