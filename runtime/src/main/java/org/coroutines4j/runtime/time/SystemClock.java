package org.coroutines4j.runtime.time;

import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;

/**
 * The real time of this machine. One daemon thread, started with the first timer, serves all timers
 * of the process.
 */
final class SystemClock implements Clock {
  static final SystemClock INSTANCE = new SystemClock();

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, SystemClock::timerThread);

  private SystemClock() {
    // Otherwise a cancelled one-hour timeout stays in memory for an hour.
    timers.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable wake) {
    Future<?> timer = timers.schedule(wake, delayNanos, TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }

  @Override
  public Random random() {
    return ThreadLocalRandom.current();
  }

  private static Thread timerThread(Runnable worker) {
    Thread thread = new Thread(null, worker, "coroutines4j-timer", 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
