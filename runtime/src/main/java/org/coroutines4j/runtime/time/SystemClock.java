package org.coroutines4j.runtime.time;

import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;

/** Real time: one daemon thread for all timers of the process, started with the first of them. */
final class SystemClock implements Clock {
  static final SystemClock INSTANCE = new SystemClock();

  private final ScheduledThreadPoolExecutor timers =
      new ScheduledThreadPoolExecutor(1, SystemClock::timerThread);

  private SystemClock() {
    timers.setRemoveOnCancelPolicy(
        true); // else a cancelled one-hour timeout stays in memory for an hour
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

  private static Thread timerThread(Runnable timers) {
    Thread thread = new Thread(null, timers, "coroutines4j-timer", 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
