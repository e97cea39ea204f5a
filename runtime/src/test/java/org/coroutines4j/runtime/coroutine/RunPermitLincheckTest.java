package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.time.Clock;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards that no wake-up is lost, whatever it races with, that a coroutine releases its permit
 * before it parks, and that it queues only once for the next one.
 */
@Tag("lincheck")
@Timeout(120)
class RunPermitLincheckTest {
  /** One coroutine. Its thread calls the operations of its group; other threads wake it. */
  public static class Coroutine {
    private final Limiter limiter = new Limiter();
    private final Permit permit = new Permit(limiter);
    private volatile boolean ready;

    /** Makes the condition true and wakes the thread. */
    @Operation
    public void makeReady() {
      ready = true;
      permit.wake();
    }

    /** Wakes the thread too late, for an earlier wait. */
    @Operation
    public void wakeForNothing() {
      permit.wake();
    }

    /** Checks the condition as the thread does each time before it parks. True: need not park. */
    @Operation(nonParallelGroup = "thread")
    public boolean checkBeforeParking() {
      return permit.isReadyWithPermit(() -> ready);
    }

    @Operation(nonParallelGroup = "thread")
    public void waitForNextCondition() {
      ready = false;
    }
  }

  /**
   * A limit of one permit, which the coroutine holds at first. Throws if the coroutine queues or
   * releases twice.
   */
  private static final class Limiter implements ConcurrencyLimiter {
    private boolean held = true;
    private @Nullable Runnable waiting;

    @Override
    public void acquire(Runnable granted) {
      synchronized (this) {
        if (waiting != null) {
          throw new IllegalStateException("the coroutine is queued twice");
        }
        if (held) {
          waiting = granted;
          return;
        }
        held = true;
      }
      granted.run();
    }

    @Override
    public synchronized boolean withdraw(Runnable granted) {
      return false;
    }

    @Override
    public void release() {
      Runnable next;
      synchronized (this) {
        if (!held) {
          throw new IllegalStateException("the permit is released twice");
        }
        next = waiting;
        waiting = null;
        held = next != null;
      }
      if (next != null) {
        next.run();
      }
    }

    @Override
    public synchronized int inUse() {
      return held ? 1 : 0;
    }
  }

  private static final class Permit extends RunPermit {
    Permit(Limiter limiter) {
      super(ScopeDispatcher.of("test", limiter, Clock.system()));
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
      return "permit";
    }
  }

  /** If the condition is false, the coroutine releases its permit; a wake-up returns the permit. */
  public static class Specification {
    private boolean ready;
    private boolean holding = true;

    public void makeReady() {
      ready = true;
      holding = true;
    }

    public void wakeForNothing() {
      holding = true;
    }

    public boolean checkBeforeParking() {
      holding = holding && ready;
      return holding;
    }

    public void waitForNextCondition() {
      ready = false;
    }
  }

  @Test
  void wakeUp_isNeverLost() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(500)
        .threads(2)
        .actorsPerThread(4)
        .actorsBefore(1)
        .actorsAfter(2)
        .sequentialSpecification(Specification.class)
        .check(Coroutine.class);
  }
}
