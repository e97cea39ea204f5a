package org.coroutines4j.runtime.time;

import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DisposableHandle;
import org.jspecify.annotations.Nullable;

/**
 * The real time of this machine. One daemon thread, started with the first timer, serves all timers
 * of the process.
 */
final class SystemClock implements Clock {
  static final SystemClock INSTANCE = new SystemClock();

  /** Null before the first timer, so that a program without timers loads no classes for them. */
  private volatile @Nullable ScheduledThreadPoolExecutor timers;

  private SystemClock() {}

  private ScheduledThreadPoolExecutor timers() {
    ScheduledThreadPoolExecutor current = timers;
    return current != null ? current : createTimers();
  }

  private synchronized ScheduledThreadPoolExecutor createTimers() {
    ScheduledThreadPoolExecutor current = timers;
    if (current == null) {
      current = new ScheduledThreadPoolExecutor(1, SystemClock::timerThread);
      // Otherwise a cancelled one-hour timeout stays in memory for an hour.
      current.setRemoveOnCancelPolicy(true);
      timers = current;
    }
    return current;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable wake) {
    Future<?> timer = timers().schedule(wake, delayNanos, TimeUnit.NANOSECONDS);
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
