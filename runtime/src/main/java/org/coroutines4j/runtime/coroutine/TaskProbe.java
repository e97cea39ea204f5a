package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Observes the tasks of this JVM. At most one probe is installed, and without one a task pays for
 * reading a static field when its code begins, and again when it ends.
 */
public abstract class TaskProbe {
  private static volatile @Nullable TaskProbe installed;

  /** Creates a probe. */
  protected TaskProbe() {}

  /** Installs {@code probe} for tasks that begin to run from now on; null uninstalls it. */
  public static void install(@Nullable TaskProbe probe) {
    installed = probe;
  }

  /** Returns the record of {@code task}; null if it is not observed. */
  static @Nullable TaskRecord recordOf(TaskCoroutine task) {
    TaskProbe probe = installed;
    return probe == null || !task.isTask() ? null : probe.observe(task);
  }

  /**
   * Returns a new record of {@code task}, whose code is about to run, or which has ended without
   * having run it; null if the task is not to be observed. Must not throw.
   */
  protected abstract @Nullable TaskRecord observe(TaskCoroutine task);
}
