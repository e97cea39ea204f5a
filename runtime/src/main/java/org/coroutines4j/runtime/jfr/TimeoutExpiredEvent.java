package org.coroutines4j.runtime.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A block has exceeded its time limit. */
@Name("coroutines4j.TimeoutExpired")
@Label("Timeout Expired")
@Category("coroutines4j")
@Description("A block with a time limit has been cancelled by it, and has ended")
public final class TimeoutExpiredEvent extends Event {
  @Label("Task")
  @Description("The name of the task that runs the block; empty for code outside any task")
  String task = "";

  @Label("Task Id")
  @Description("The id of that task, as in Diagnostics.dumpJson(); 0 if there is none")
  long taskId;

  @Label("Block")
  @Description("The name that the program has given to the block; else empty")
  String block = "";

  @Label("Limit")
  @Description("The time limit of the block")
  @Timespan(Timespan.NANOSECONDS)
  long limit;

  @Label("Virtual Time")
  @Description("Whether the limit was in the virtual time of a test")
  boolean virtualTime;

  private TimeoutExpiredEvent() {}

  /** Records that the current thread leaves a block that has exceeded {@code limitNanos}. */
  public static void record(
      String task, long taskId, String block, long limitNanos, boolean isVirtual) {
    TimeoutExpiredEvent event = new TimeoutExpiredEvent();
    if (event.shouldCommit()) {
      event.task = task;
      event.taskId = taskId;
      event.block = block;
      event.limit = limitNanos;
      event.virtualTime = isVirtual;
      event.commit();
    }
  }
}
