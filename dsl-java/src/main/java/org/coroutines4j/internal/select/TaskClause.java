package org.coroutines4j.internal.select;

import java.util.Objects;
import kotlinx.coroutines.Job;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** A clause that waits for a task. */
final class TaskClause extends JobClause {
  private final InternalTask<?> task;
  private boolean waiting;

  TaskClause(Task<?> task, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.task = internal(Objects.requireNonNull(task, "task"));
  }

  /**
   * Returns {@code task} as a task of this library.
   *
   * @throws IllegalArgumentException if {@code task} is a user's own implementation
   */
  static InternalTask<?> internal(Task<?> task) {
    if (task instanceof InternalTask<?> own) {
      return own;
    }
    throw new IllegalArgumentException("not a task started by a TaskScope: " + task);
  }

  @Override
  public Object source() {
    return task;
  }

  @Override
  public Job job() {
    return task.job();
  }

  /**
   * Starts a lazy task, since a caller that polls in a loop with {@code orElse} would otherwise
   * never see it end.
   */
  @Override
  public boolean tryNow() {
    Job job = task.job();
    return !job.start() && job.isCompleted();
  }

  @Override
  public void begin(CoroutineThread body) {
    task.beginWait(body);
    waiting = true;
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    if (waiting) {
      waiting = false;
      task.endWait();
    }
  }

  @Override
  public @Nullable Object result() {
    return task.take();
  }
}
