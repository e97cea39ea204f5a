package org.coroutines4j.micrometer;

import io.micrometer.observation.Observation;
import java.util.Objects;
import org.coroutines4j.TaskInfo;

/**
 * The context of the observation of a task. Handlers, filters and predicates of Micrometer find the
 * task by it.
 */
public final class TaskObservationContext extends Observation.Context {
  private final TaskInfo task;

  /** Creates the context of an observation of {@code task}, for example in a test of a handler. */
  public TaskObservationContext(TaskInfo task) {
    this.task = Objects.requireNonNull(task, "task");
  }

  /** Returns the task. */
  public TaskInfo getTask() {
    return task;
  }
}
