package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A task has held an event loop for long. */
@Name("coroutines4j.LoopStalled")
@Label("Event Loop Stalled")
@Category("coroutines4j")
@Description("In debug mode: a task has held an event loop for 100 ms or longer without a wait")
@StackTrace(false)
public final class LoopStalledEvent extends Event {
  @Label("Task")
  @Description("The kind and name of the task")
  String task = "";

  @Label("Dispatcher")
  @Description("The name of the event loop")
  String dispatcher = "";

  @Label("Held")
  @Description("For how long the task has held the event loop")
  @Timespan(Timespan.NANOSECONDS)
  long held;

  @Label("Over")
  @Description("Whether the task has released the event loop")
  boolean over;

  @Label("Place")
  @Description("Where the task was when it had taken too long; empty if that is not known")
  String place = "";

  private LoopStalledEvent() {}

  /** Records that {@code task} has held the event loop {@code dispatcher} for too long. */
  public static void record(
      String task, String dispatcher, long heldNanos, boolean over, String place) {
    LoopStalledEvent event = new LoopStalledEvent();
    if (event.shouldCommit()) {
      event.task = task;
      event.dispatcher = dispatcher;
      event.held = heldNanos;
      event.over = over;
      event.place = place;
      event.commit();
    }
  }
}
