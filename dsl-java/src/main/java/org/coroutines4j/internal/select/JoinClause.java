package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.Job;
import org.coroutines4j.Task;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** A clause that waits until a task is done, and does not handle its failure. */
final class JoinClause extends JobClause {
  private final InternalTask<?> task;

  JoinClause(Task<?> task, Callable<?> handler) {
    super(done -> handler.call());
    this.task = TaskClause.internal(Objects.requireNonNull(task, "task"));
  }

  @Override
  public Object source() {
    return task;
  }

  @Override
  Job job() {
    return task.job();
  }

  /** Starts a lazy task, as {@link TaskClause#tryNow} does. */
  @Override
  public boolean tryNow() {
    Job job = task.job();
    return !job.start() && job.isCompleted();
  }

  @Override
  public void begin(CoroutineThread body) {
    task.refuseToWaitIn(body);
  }

  @Override
  public @Nullable Object result() {
    return null;
  }
}
