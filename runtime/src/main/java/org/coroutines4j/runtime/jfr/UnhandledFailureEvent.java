package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A task has failed, and no caller has handled the failure. */
@Name("coroutines4j.UnhandledFailure")
@Label("Unhandled Failure")
@Category("coroutines4j")
@Description("A task has failed, and no code was waiting for it")
@StackTrace(false)
public final class UnhandledFailureEvent extends Event {
  @Label("Task")
  @Description("The name of the task or Kotlin coroutine")
  String task = "";

  @Label("Task Id")
  @Description("The id of the task, as in Diagnostics.dumpJson(); 0 for a Kotlin coroutine")
  long taskId;

  @Label("Scope")
  @Description("The name of the scope")
  String scope = "";

  @Label("Failure")
  @Description("The exception")
  String failure = "";

  @Label("Has Handler")
  @Description("Whether the scope has a failure handler, which is called next")
  boolean hasHandler;

  private UnhandledFailureEvent() {}

  /** Records a failure that is about to be reported. */
  public static void record(
      String task, long taskId, String scope, String failure, boolean hasHandler) {
    UnhandledFailureEvent event = new UnhandledFailureEvent();
    if (event.shouldCommit()) {
      event.task = task;
      event.taskId = taskId;
      event.scope = scope;
      event.failure = failure;
      event.hasHandler = hasHandler;
      event.commit();
    }
  }
}
