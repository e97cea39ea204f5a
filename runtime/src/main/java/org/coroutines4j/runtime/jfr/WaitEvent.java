package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A task has waited for long. */
@Name("coroutines4j.Wait")
@Label("Wait")
@Category("coroutines4j")
@Description("A task, or other code, has waited in a method of coroutines4j")
@Threshold("20 ms")
public final class WaitEvent extends Event {
  @Label("Task")
  @Description("The name of the task that waited; empty for code outside any task")
  String task = "";

  @Label("Task Id")
  @Description("The id of the task that waited, as in Diagnostics.dumpJson(); 0 if there is none")
  long taskId;

  @Label("Method")
  @Description("The method of coroutines4j that waited")
  String method = "";

  @Label("Awaited Task")
  @Description("The name of the task whose end was waited for; else empty")
  String awaitedTask = "";

  @Label("Awaited Task Id")
  @Description("The id of the task whose end was waited for; else 0")
  long awaitedTaskId;

  private WaitEvent() {}

  static boolean isWanted() {
    return new WaitEvent().isEnabled();
  }

  /** Returns the record of a wait that begins; null if waits are not recorded. */
  public static @Nullable WaitEvent begun() {
    WaitEvent event = new WaitEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends the wait. Returns whether it lasted so long that {@link #record} is to be called. */
  public boolean ends() {
    end();
    return shouldCommit();
  }

  /** Records the wait, on the thread that waited. */
  public void record(String ofTask, long id, String inMethod, String forTask, long idOfForTask) {
    task = ofTask;
    taskId = id;
    method = inMethod;
    awaitedTask = forTask;
    awaitedTaskId = idOfForTask;
    commit();
  }
}
