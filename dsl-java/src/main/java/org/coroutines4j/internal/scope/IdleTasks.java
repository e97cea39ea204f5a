package org.coroutines4j.internal.scope;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.task.TaskImpl;

/**
 * The tasks of one scope that the scope does not wait for: daemon tasks, and lazy tasks that no
 * caller has started. Few scopes have such tasks, so a scope creates this with the first of them.
 */
final class IdleTasks {
  // In the order of starting, so that each run cancels and reports them in the same order.
  private final Set<TaskImpl<?>> unstarted = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<TaskImpl<?>> daemons = Collections.synchronizedSet(new LinkedHashSet<>());

  void addUnstarted(TaskImpl<?> task) {
    unstarted.add(task);
  }

  void addDaemon(TaskImpl<?> task) {
    task.makeDaemon();
    daemons.add(task);
  }

  /** Removes {@code task}, which has ended. */
  void remove(TaskImpl<?> task) {
    unstarted.remove(task);
    daemons.remove(task);
  }

  /** Returns whether {@code job} is a daemon task, or a lazy task that no caller has started. */
  boolean contains(Job job) {
    TaskImpl<?> task = TaskImpl.of(job);
    return task != null && (daemons.contains(task) || (unstarted.contains(task) && task.isNew()));
  }

  /** Cancels the lazy tasks that no caller has started, and passes each to {@code cancelled}. */
  void cancelUnstarted(Consumer<TaskImpl<?>> cancelled) {
    for (TaskImpl<?> task : List.copyOf(unstarted)) {
      if (task.isNew() && unstarted.remove(task) && task.cancelUnstarted("never started")) {
        cancelled.accept(task);
      }
    }
  }

  void cancelDaemons(String reason) {
    for (TaskImpl<?> task : List.copyOf(daemons)) {
      task.cancel(reason);
    }
  }
}
