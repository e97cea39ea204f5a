package org.coroutines4j.runtime.virtualtime;

import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;

/**
 * A limiter for code of a test that runs on the threads of a foreign executor. It pauses the clock
 * of the test from the request for a permit until the permit is released.
 *
 * @param limiter the limiter of the executor's dispatcher
 */
record ClockPausingLimiter(VirtualTimeScheduler time, ConcurrencyLimiter limiter)
    implements ConcurrencyLimiter {
  @Override
  public void acquire(Runnable granted) {
    time.pauseClock();
    limiter.acquire(granted);
  }

  @Override
  public boolean withdraw(Runnable granted) {
    boolean withdrawn = limiter.withdraw(granted);
    if (withdrawn) {
      time.resumeClock();
    }
    return withdrawn;
  }

  @Override
  public void release() {
    limiter.release();
    time.resumeClock();
  }

  @Override
  public boolean coversCompletion() {
    return true;
  }

  @Override
  public int inUse() {
    return limiter.inUse();
  }
}
