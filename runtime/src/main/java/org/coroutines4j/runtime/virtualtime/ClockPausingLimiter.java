package org.coroutines4j.runtime.virtualtime;

import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.jspecify.annotations.Nullable;

/**
 * The turns of bodies that run outside the time of a test, on somebody else's threads: it stands
 * still meanwhile.
 */
record ClockPausingLimiter(VirtualTimeScheduler time, @Nullable ConcurrencyLimiter limiter)
    implements ConcurrencyLimiter {
  @Override
  public void acquire(Runnable granted) {
    time.pauseClock();
    if (limiter == null) {
      granted.run();
    } else {
      limiter.acquire(granted);
    }
  }

  @Override
  public boolean withdraw(Runnable granted) {
    boolean waited = limiter != null && limiter.withdraw(granted);
    if (waited) {
      time.resumeClock();
    }
    return waited;
  }

  @Override
  public void release() {
    if (limiter != null) {
      limiter.release();
    }
    time.resumeClock();
  }

  @Override
  public boolean coversCompletion() {
    return true;
  }

  @Override
  public int inUse() {
    return limiter == null ? 0 : limiter.inUse();
  }
}
