package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.coroutines4j.runtime.kotlinx.DelayDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one coroutine, and how it parks: the only place where Java code of this library
 * waits. A part of {@link CoroutineThread}, so that a coroutine needs no further object.
 */
abstract class Parker extends DelayDispatcher {
  static final long NO_DEADLINE = Long.MIN_VALUE;

  private static final VarHandle WAITING;
  private static final VarHandle ASLEEP;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WAITING = lookup.findVarHandle(Parker.class, "waiting", byte.class);
      ASLEEP = lookup.findVarHandle(Parker.class, "asleep", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Thread thread;

  private static final byte RUNNING = 0;
  private static final byte PARKED = 1;
  static final byte PARKED_DIRECTLY = 2;

  /** No budget of {@link AdaptiveSpin} is as small. */
  private static final byte NEVER = Byte.MIN_VALUE;

  /**
   * Whether the thread waits in this class, so that a cancellation need not interrupt it. PARKED
   * until what it waits for wakes it; PARKED_DIRECTLY until that or a cancellation does.
   */
  private volatile byte waiting = RUNNING;

  /**
   * Whether a wake-up must unpark the thread. The thread writes it before it checks its condition a
   * last time; a wake-up reads it after the condition has become true. So one of them sees the
   * other.
   */
  private volatile boolean asleep;

  // Bytes, so that a coroutine takes no further word.

  private byte spinBudget = AdaptiveSpin.INITIAL_BUDGET;

  /** The spin budget of {@link #yieldFor}; NEVER if a yield costs more than parking. */
  private byte yieldBudget = NEVER;

  /** Null before the first yield. */
  private @Nullable CarrierYield carrierYield;

  /** Null unless debug mode was on when the coroutine began, or its waits are timed. */
  private volatile @Nullable DebugState debugState;

  // The thread.

  final @Nullable Thread thread() {
    return thread;
  }

  /** Returns whether the current thread runs this coroutine. */
  public final boolean isCurrentThread() {
    return thread == Thread.currentThread();
  }

  final boolean isParked() {
    return waiting != RUNNING;
  }

  /** The current thread begins to run this coroutine. */
  final void attachThread(boolean isLimited, @Nullable DebugState newDebugState) {
    Thread current = Thread.currentThread();
    thread = current;
    boolean yieldsCheaply = !isLimited && ThreadSource.isVirtual(current);
    yieldBudget = yieldsCheaply ? AdaptiveSpin.INITIAL_BUDGET : NEVER;
    debugState = newDebugState;
  }

  /** The thread runs other code from now on. */
  final void detachThread() {
    thread = null;
  }

  final @Nullable DebugState debugState() {
    return debugState;
  }

  // Waiting: by the thread.

  /**
   * Returns whether {@code condition} is met and the thread holds the permit to go on. Called by
   * the thread each time before it parks. Releases what the thread must not hold while it is
   * parked.
   */
  abstract boolean isReadyWithPermit(ReadyCondition condition);

  /** Acquires the permit that the thread needs to run code while it waits. */
  abstract void regainPermit();

  abstract boolean holdsPermit();

  /** Returns a new state that only times the waits. */
  abstract DebugState timingState();

  /** The thread was interrupted while it was parked; the interrupt is cleared. */
  abstract void interruptedWhileParked();

  /** Parks the thread until {@code condition} is met and it holds a permit. */
  final void park(ReadyCondition condition) {
    park(condition, PARKED, NO_DEADLINE);
  }

  /**
   * As {@link #park(ReadyCondition)}. If {@code how} is {@link #PARKED_DIRECTLY}, {@link
   * #wakeOnCancellation} wakes the thread too, which must meet the condition. Returns at the latest
   * when {@link System#nanoTime} is {@code deadline}, unless that is {@link #NO_DEADLINE}.
   */
  final void park(ReadyCondition condition, byte how, long deadline) {
    DebugState debug = debugState;
    if (debug == null ? DebugState.isWanted() : debug.isExpired()) {
      debug = debug == null ? timingState() : null;
      debugState = debug;
    }
    try {
      if (debug != null) {
        debug.waits();
      }
      BlockedLoop loop = BlockedLoop.ofThread();
      beginSleep(how);
      while (!isReadyWithPermit(condition)) {
        if (deadline != NO_DEADLINE) {
          long nanos = deadline - System.nanoTime();
          if (nanos <= 0) {
            break;
          }
          LockSupport.parkNanos(this, nanos);
        } else if (loop == null) {
          LockSupport.park(this);
        } else {
          parkOn(loop, condition);
        }
        if (clearInterruptWhileParked() || loop != null) {
          beginSleep(how); // code that ran meanwhile may have waited itself
        }
      }
    } finally {
      endSleep();
    }
    if (debug != null) {
      debug.goesOn(holdsPermit());
    }
  }

  /** Makes all threads see that this one is going to park, before it checks its condition. */
  private void beginSleep(byte how) {
    WAITING.setOpaque(this, how);
    ASLEEP.setOpaque(this, true);
    VarHandle.fullFence();
  }

  /** Makes all threads see that this one runs again, before it checks for a pending interrupt. */
  private void endSleep() {
    ASLEEP.setOpaque(this, false);
    waiting = RUNNING;
  }

  /** Parks, or runs the event loop that the thread blocks. */
  private void parkOn(BlockedLoop loop, ReadyCondition condition) {
    long nanos = loop.untilDue();
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
      loop.happened();
      return;
    }
    regainPermit();
    loop.run(condition);
  }

  /** Parks the thread until {@code condition} is met, whatever permit it has. */
  final void parkWithoutPermit(ReadyCondition condition) {
    beginSleep(PARKED);
    while (!condition.isReady()) {
      LockSupport.park(this);
      if (clearInterruptWhileParked()) {
        beginSleep(PARKED);
      }
    }
    endSleep();
  }

  /** Parks once; the permit of the thread's own, if there is one, is consumed. */
  final void parkOnce() {
    LockSupport.park(this);
    boolean unused = clearInterruptWhileParked();
  }

  /** Returns whether the thread was interrupted; code of users may have run then. */
  private boolean clearInterruptWhileParked() {
    boolean interrupted = Thread.interrupted();
    if (interrupted) {
      interruptedWhileParked();
    }
    return interrupted;
  }

  /** Spins for a while until {@code condition} is met, if that has paid off recently. */
  final void spin(ReadyCondition condition) {
    if (spinBudget <= 0) {
      spinBudget++;
      return;
    }
    waiting = PARKED; // as if it were: a cancellation need not interrupt it
    spinBudget = (byte) AdaptiveSpin.untilReady(condition, spinBudget);
    waiting = RUNNING;
  }

  /**
   * Yields once, and returns whether {@code job} has ended then: a task that has just been started
   * mostly runs meanwhile. Does nothing if that has not paid off recently, or if a yield is not
   * cheap. Not a cancellation point.
   */
  @SuppressWarnings("ThreadPriorityCheck") // no hint to a scheduler: virtual threads take turns
  public final boolean yieldFor(Job job) {
    if (yieldBudget == NEVER) {
      return false;
    }
    if (yieldBudget <= 0) {
      yieldBudget++;
      return false;
    }
    Thread.yield();
    boolean ended = job.isCompleted();
    yieldBudget = (byte) AdaptiveSpin.after(ended, yieldBudget);
    return ended;
  }

  /** Lets other threads run on this processor. {@code hasNotParked}: no other coroutine has run. */
  final void yieldProcessor(boolean hasNotParked) {
    carrierYield().yieldCarrier(hasNotParked);
  }

  final CarrierYield carrierYield() {
    CarrierYield made = carrierYield;
    if (made == null) {
      made = new CarrierYield();
      carrierYield = made;
    }
    return made;
  }

  // Being woken: by any thread.

  /** Lets the thread check its condition: what it waits for may be ready. */
  public abstract void wake();

  /**
   * Wakes the thread if it waits directly. Called when a cancellation can be seen by its condition.
   * The thread writes {@link #waiting} before it checks the condition, so no cancellation is
   * missed.
   */
  final void wakeOnCancellation() {
    if (waiting == PARKED_DIRECTLY) {
      wake();
    }
  }

  /** Unparks the thread if it may be parked. */
  final void unparkIfAsleep() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Unparks the thread. */
  final void unpark() {
    LockSupport.unpark(thread);
  }
}
