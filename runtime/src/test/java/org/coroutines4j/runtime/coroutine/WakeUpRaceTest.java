package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a thread that parks, and the thread that wakes it at the same moment, see what the
 * other one has written. Lincheck runs one thread after the other, so it does not find a missing
 * fence.
 */
@Tag("stress")
class WakeUpRaceTest {
  private static final int ROUNDS = 100_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Sleeper sleeper = new Sleeper();
  private volatile int ready;
  private volatile int ended;

  /** A coroutine without a limit, whose thread only parks. */
  private static final class Sleeper extends RunPermit {
    Sleeper() {
      super(ScopeDispatcher.virtual());
    }

    @Override
    void interruptedWhileParked() {}

    @Override
    DebugState timingState() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void dispatch(CoroutineContext context, Runnable block) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DisposableHandle schedule(long delayNanos, Runnable action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DisposableHandle scheduleExpiry(long delayNanos, Runnable action) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      return "sleeper";
    }
  }

  private void parkEachRound() {
    sleeper.attachThread(false, null);
    for (int round = 1; round <= ROUNDS; round++) {
      int awaited = round;
      spin(round % 61);
      if (round % 2 == 0) {
        sleeper.park(() -> ready >= awaited);
      } else {
        sleeper.parkWithoutPermit(() -> ready >= awaited);
      }
      ended = round;
    }
  }

  @Test
  void threadThatParks_isWokenBySimultaneousWakeUp() throws InterruptedException {
    Thread thread = new Thread(this::parkEachRound);
    thread.setDaemon(true);
    thread.start();
    for (int round = 1; round <= ROUNDS; round++) {
      spin(round % 67);
      ready = round;
      sleeper.wake();
      awaitEnd(round);
    }
    thread.join();
  }

  /** Spins for a varying time, so that the wake-up meets each step of the thread that parks. */
  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }

  private void awaitEnd(int round) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (ended < round) {
      assertThat(System.nanoTime()).as("lost wake-up in round " + round).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
