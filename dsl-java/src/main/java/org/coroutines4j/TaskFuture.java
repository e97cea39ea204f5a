package org.coroutines4j;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a task; cancelling it cancels the task. */
final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final TaskHandle<T> task;

  TaskFuture(TaskHandle<T> task) {
    this.task = task;
  }

  /** False if it was completed before by somebody else. */
  boolean completeWith(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Success<T> success) {
      return complete(success.value());
    }
    return outcome instanceof Outcome.Failure<T> failure
        ? completeExceptionally(failure.exception())
        : completeExceptionally(((Outcome.Cancelled<T>) outcome).reason());
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      task.cancel("the future of task '" + task.name() + "' was cancelled");
    }
    return cancelled;
  }

  /** What is derived from it is an ordinary future: cancelling that must not stop the task. */
  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
