package org.coroutines4j.internal.failure;

import kotlinx.coroutines.Job;
import org.coroutines4j.Task;

/** A task or Kotlin coroutine that has failed, as the rules of its scope see it. */
public interface FailedTask {
  /** Returns the name that messages give it. */
  String name();

  /** Returns its Job. */
  Job job();

  /** Returns the task that a user's failure handler is called with. */
  Task<?> view();
}
