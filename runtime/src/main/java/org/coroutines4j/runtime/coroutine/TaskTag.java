package org.coroutines4j.runtime.coroutine;

import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * How an event names a task.
 *
 * @param name the name of the task; empty if there is none
 * @param id the id of the task; 0 if there is none
 */
public record TaskTag(String name, long id) {
  private static final TaskTag NONE = new TaskTag("", 0);

  /** Returns the tag of the task whose Job {@code job} is. */
  public static TaskTag of(@Nullable Job job) {
    return job instanceof TaskCoroutine task && task.isTask()
        ? new TaskTag(task.name(), task.listener().id())
        : NONE;
  }

  /** Returns the tag of the task whose code runs under {@code job}: its own Job, or one above. */
  public static TaskTag around(@Nullable Job job) {
    TaskTag found = of(job);
    for (Job at = job; at != null && found.id() == 0; at = at.getParent()) {
      found = of(at);
    }
    return found;
  }

  /** Returns the tag of the task whose code the current thread runs. */
  public static TaskTag current() {
    CoroutineThread coroutine = CoroutineThreads.current();
    return coroutine == null ? NONE : around(coroutine.rootJob());
  }
}
