package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The code of a task begins. Off unless a recording asks for it: a program may start millions. */
@Name("coroutines4j.TaskStart")
@Label("Task Start")
@Category("coroutines4j")
@Description("The code of a task begins, on the thread of the event")
@Enabled(false)
@StackTrace(false)
final class TaskStartEvent extends Event {
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

  static boolean isWanted() {
    return new TaskStartEvent().isEnabled();
  }
}
