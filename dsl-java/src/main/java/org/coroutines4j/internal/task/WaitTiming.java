package org.coroutines4j.internal.task;

import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.time.Clock;

/** Times waits while a monitor looks on, and for a minute after it has looked the last time. */
public final class WaitTiming {
  private static final long LEASE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Whether {@link #check} is scheduled. Guarded by the class. */
  private static boolean leased;

  /** When the lease ends, as a {@link System#nanoTime}. Guarded by the class. */
  private static long end;

  private WaitTiming() {}

  /** Called each time that a monitor looks. */
  public static synchronized void extend() {
    end = System.nanoTime() + LEASE_NANOS;
    Debug.setMonitored(true);
    if (!leased) {
      leased = true;
      schedule(LEASE_NANOS);
    }
  }

  private static void schedule(long nanos) {
    DisposableHandle unused = Clock.system().schedule(nanos, WaitTiming::check);
  }

  private static synchronized void check() {
    long left = end - System.nanoTime();
    if (left > 0) {
      schedule(left);
    } else {
      leased = false;
      Debug.setMonitored(false);
    }
  }
}
