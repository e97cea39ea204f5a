package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A task has ended. Off unless a recording asks for it: a program may start millions. */
@Name("coroutines4j.TaskEnd")
@Label("Task End")
@Category("coroutines4j")
@Description("A task has ended; the duration is the time since its code began, 0 if it never ran")
@Enabled(false)
@StackTrace(false)
final class TaskEndEvent extends Event {
  @Label("Task")
  @Description("The name of the task")
  String task = "";

  @Label("Task Id")
  @Description("The id of the task, as in Diagnostics.dumpJson()")
  long taskId;

  @Label("Parent Id")
  @Description("The id of the scope that the task was started in")
  long parentId;

  @Label("Scope")
  @Description("The name of the scope that the task was started in")
  String scope = "";

  @Label("Daemon")
  @Description("Whether the task is cancelled when the ordinary tasks of its scope have ended")
  boolean daemon;

  @Label("Outcome")
  @Description("succeeded, failed or cancelled")
  String outcome = "";

  @Label("Failure")
  @Description("The class of the exception by which the task has failed; else empty")
  String failure = "";

  static boolean isWanted() {
    return new TaskEndEvent().isEnabled();
  }
}
