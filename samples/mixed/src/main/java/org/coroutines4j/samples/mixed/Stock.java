package org.coroutines4j.samples.mixed;

import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;

/** A Java interface with tasks, as Java services have. */
public interface Stock {
  /** Starts to find out how many of product {@code id} are left. */
  Task<Integer> left(TaskScope scope, long id);
}
