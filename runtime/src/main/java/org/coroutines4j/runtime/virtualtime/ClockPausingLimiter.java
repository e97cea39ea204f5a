package org.coroutines4j.runtime.virtualtime;

import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.jspecify.annotations.Nullable;

/**
 * The turns of bodies that run outside the time of a test, on somebody else's threads: it stands
 * still meanwhile.
 */
record ClockPausingLimiter(VirtualTimeScheduler time, @Nullable ConcurrencyLimiter turns)
    implements ConcurrencyLimiter {
  @Override
  public void enter(Runnable granted) {
    time.hold();
    if (turns == null) {
      granted.run();
    } else {
      turns.enter(granted);
    }
  }

  @Override
  public boolean withdraw(Runnable granted) {
    boolean waited = turns != null && turns.withdraw(granted);
    if (waited) {
      time.release();
    }
    return waited;
  }

  @Override
  public void leave() {
    if (turns != null) {
      turns.leave();
    }
    time.release();
  }

  @Override
  public boolean coversCompletion() {
    return true;
  }

  @Override
  public int inUse() {
    return turns == null ? 0 : turns.inUse();
  }
}
