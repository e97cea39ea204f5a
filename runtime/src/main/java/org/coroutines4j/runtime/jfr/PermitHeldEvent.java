package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A task has held the permit of a limited dispatcher for long. */
@Name("coroutines4j.PermitHeld")
@Label("Permit Held")
@Category("coroutines4j")
@Description("A task has held a permit of a limited dispatcher, and has not waited meanwhile")
@Threshold("20 ms")
public final class PermitHeldEvent extends Event {
  @Label("Task")
  @Description("The name of the task; empty for code outside any task")
  String task = "";

  @Label("Task Id")
  @Description("The id of the task, as in Diagnostics.dumpJson(); 0 if there is none")
  long taskId;

  @Label("Dispatcher")
  @Description("The name of the dispatcher")
  String dispatcher = "";

  private PermitHeldEvent() {}

  static boolean isWanted() {
    return new PermitHeldEvent().isEnabled();
  }

  /** Returns the record of a permit that is acquired; null if such records are not wanted. */
  public static @Nullable PermitHeldEvent begun() {
    PermitHeldEvent event = new PermitHeldEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  /** Ends the time. Returns whether it was so long that {@link #record} is to be called. */
  public boolean ends() {
    end();
    return shouldCommit();
  }

  /** Records the time, on the thread that releases the permit. */
  public void record(String ofTask, long id, String ofDispatcher) {
    task = ofTask;
    taskId = id;
    dispatcher = ofDispatcher;
    commit();
  }
}
