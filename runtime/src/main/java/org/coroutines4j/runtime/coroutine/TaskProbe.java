package org.coroutines4j.runtime.coroutine;

import org.coroutines4j.runtime.jfr.JfrGate;
import org.jspecify.annotations.Nullable;

/**
 * Observes the tasks of this JVM. At most one probe is installed. Without one, and without Flight
 * Recorder, a task pays for reading two static fields when its code begins.
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
    if ((probe == null && !JfrGate.isOn()) || !task.isTask()) {
      return null;
    }
    TaskRecord observed = probe == null ? null : probe.observe(task);
    return observed == null && JfrGate.recordsTasks() ? new TaskRecord(task) : observed;
  }

  /**
   * Returns a new record of {@code task}, whose code is about to run, or which has ended without
   * having run it; null if the task is not to be observed. Must not throw.
   */
  protected abstract @Nullable TaskRecord observe(TaskCoroutine task);
}
