package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A cancelled task catches its cancellation again and again. */
@Name("coroutines4j.SwallowedCancellation")
@Label("Swallowed Cancellation")
@Category("coroutines4j")
@Description("A cancelled task has caught its cancellation several times, and continues")
public final class SwallowedCancellationEvent extends Event {
  @Label("Task")
  @Description("The name of the task; empty for code outside any task")
  String task = "";

  @Label("Task Id")
  @Description("The id of the task, as in Diagnostics.dumpJson(); 0 if there is none")
  long taskId;

  @Label("Times")
  @Description("How often the code has caught the cancellation")
  int times;

  private SwallowedCancellationEvent() {}

  /** Records that the code of the current thread has caught {@code times} cancellations. */
  public static void record(String task, long taskId, int times) {
    SwallowedCancellationEvent event = new SwallowedCancellationEvent();
    if (event.shouldCommit()) {
      event.task = task;
      event.taskId = taskId;
      event.times = times;
      event.commit();
    }
  }
}
