package org.coroutines4j.internal.failure;

import kotlinx.coroutines.Job;
import org.coroutines4j.Task;

/** A failed task or Kotlin coroutine, as the policy of its scope sees it. */
public interface FailedTask {
  /** Returns the name used in messages. */
  String name();

  Job job();

  /** Returns the task to pass to the failure handler of the user. */
  Task<?> view();
}
