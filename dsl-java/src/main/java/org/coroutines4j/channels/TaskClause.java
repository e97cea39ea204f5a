package org.coroutines4j.channels;

import java.util.Objects;
import kotlinx.coroutines.Job;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.Selectable;
import org.jspecify.annotations.Nullable;

/** Waits for a task. */
final class TaskClause extends JobClause {
  private final Selectable task;
  private boolean waiting;

  TaskClause(Task<?> task, ThrowingFunction<?, ?> handler) {
    super(handler);
    if (!(Objects.requireNonNull(task, "task") instanceof Selectable selectable)) {
      throw new IllegalArgumentException("not a task started by a TaskScope: " + task);
    }
    this.task = selectable;
  }

  @Override
  Object source() {
    return task;
  }

  @Override
  Job job() {
    return task.job();
  }

  /** Starts a lazy task: who only looks, again and again, would wait for it for ever. */
  @Override
  boolean tryNow() {
    Job job = task.job();
    return !job.start() && job.isCompleted();
  }

  @Override
  void begin(CoroutineThread body) {
    task.beginWait(body);
    waiting = true;
  }

  @Override
  void end(@Nullable SelectClause chosen) {
    if (waiting) {
      waiting = false;
      task.endWait();
    }
  }

  @Override
  @Nullable Object result() {
    return task.take();
  }
}
