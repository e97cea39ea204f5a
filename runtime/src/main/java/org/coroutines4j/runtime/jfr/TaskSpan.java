package org.coroutines4j.runtime.jfr;

import org.jspecify.annotations.Nullable;

/** A task that is recorded: its start, and its end with the time between. */
public final class TaskSpan {
  private final long taskId;
  private final long parentId;
  private final String task;
  private final String scope;
  private final boolean daemon;

  /** Null before the code begins, and while ends of tasks are not recorded. */
  private @Nullable TaskEndEvent end;

  private boolean begun;

  /** Creates the span of a task that has not begun. */
  public TaskSpan(long taskId, long parentId, String task, String scope, boolean daemon) {
    this.taskId = taskId;
    this.parentId = parentId;
    this.task = task;
    this.scope = scope;
    this.daemon = daemon;
  }

  /** Records that the code of the task begins. Called by the thread of the task. */
  public void begin() {
    begun = true;
    TaskStartEvent start = new TaskStartEvent();
    if (start.isEnabled()) {
      start.taskId = taskId;
      start.parentId = parentId;
      start.task = task;
      start.scope = scope;
      start.daemon = daemon;
      start.commit();
    }
    TaskEndEvent ending = new TaskEndEvent();
    if (ending.isEnabled()) {
      ending.begin();
      end = ending;
    }
  }

  /** Records that the task has ended, unless that was not recorded when it began. */
  public void end(String outcome, String failure) {
    TaskEndEvent ending = begun ? end : new TaskEndEvent();
    if (ending != null && ending.shouldCommit()) {
      ending.taskId = taskId;
      ending.parentId = parentId;
      ending.task = task;
      ending.scope = scope;
      ending.daemon = daemon;
      ending.outcome = outcome;
      ending.failure = failure;
      ending.commit();
    }
  }
}
