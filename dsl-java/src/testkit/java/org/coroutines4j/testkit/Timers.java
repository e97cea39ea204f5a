package org.coroutines4j.testkit;

import java.lang.reflect.Field;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.coroutines4j.runtime.time.Clock;

/** The timers of real time. */
public final class Timers {
  private Timers() {}

  /** Returns the number of timers of the whole process that have not gone off. */
  public static int pending() {
    try {
      Field field = Clock.system().getClass().getDeclaredField("timers");
      field.setAccessible(true);
      Object timers = field.get(Clock.system()); // null before the first timer
      return timers == null ? 0 : ((ScheduledThreadPoolExecutor) timers).getQueue().size();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the clock has no field timers", e);
    }
  }
}
