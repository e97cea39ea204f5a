package org.coroutines4j.runtime.coroutine;

import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.LockPermitDeadlock;
import org.coroutines4j.runtime.debug.LoopStallDetector;
import org.coroutines4j.runtime.debug.LoopStallDetector.Step;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.PermitHeldEvent;
import org.coroutines4j.runtime.jfr.WaitEvent;
import org.jspecify.annotations.Nullable;

/**
 * The state that debug mode keeps for a coroutine. Without debug mode there is none, or one that
 * only times the waits, for dumps and Flight Recorder. Only the coroutine's thread changes it.
 */
final class DebugState {
  private final CoroutineThread coroutine;

  /** Whether this only times the waits: debug mode was off when the coroutine began. */
  private final boolean timesOnly;

  private @Nullable Step step;

  /** Whether {@link LockPermitDeadlock} knows that the thread has released its permit. */
  private boolean released;

  /** The {@code nanoTime} at which the coroutine began to wait; 0 while it does not wait. */
  private volatile long waitingSince;

  /** The task that the coroutine waits for. */
  volatile @Nullable WaitEdge awaited;

  /** The step of a Kotlin coroutine whose Java code this coroutine runs; null if there is none. */
  private final @Nullable DispatchedStep partOf = DispatchedStep.current();

  /** The record of the wait by Flight Recorder; null if there is none. */
  private @Nullable WaitEvent wait;

  /** The record of the permit by Flight Recorder; null if there is none. */
  private @Nullable PermitHeldEvent permit;

  DebugState(CoroutineThread coroutine, boolean timesOnly) {
    this.coroutine = coroutine;
    this.timesOnly = timesOnly;
  }

  /** Returns whether waits that begin are timed without debug mode too. */
  static boolean isWanted() {
    return Debug.timesWaits() || JfrGate.recordsWaits();
  }

  /** The coroutine runs, and holds a permit of its dispatcher. */
  void stepBegins() {
    waitingSince = 0;
    if (permit == null && coroutine.isLimited() && JfrGate.isOn()) {
      permit = PermitHeldEvent.begun();
    }
    if (timesOnly) {
      return;
    }
    ConcurrencyLimiter limiter = coroutine.dispatcher().limiter();
    if (partOf != null) {
      partOf.beginStep();
    } else if (limiter.isLimited() && step == null) {
      step =
          LoopStallDetector.begin(
              limiter, limiter.isLoop(), coroutine, coroutine.dispatcher().toString());
    }
    if (released) {
      released = false;
      LockPermitDeadlock.back();
    }
  }

  /** The thread is about to release the permit of a limit, and needs one to go on. */
  void waitsForPermit() {
    stepEnds();
    if (!timesOnly && !released) {
      released = true;
      LockPermitDeadlock.gone(coroutine.dispatcher().limiter(), coroutine::label);
    }
  }

  void waits() {
    waitingSince = System.nanoTime();
    wait = JfrGate.isOn() ? WaitEvent.begun() : null;
  }

  /** The wait is over. {@code hasPermit}: the thread holds a permit, or needs none. */
  void goesOn(boolean hasPermit) {
    WaitEvent ending = wait;
    wait = null;
    if (ending != null && ending.ends()) {
      WaitRecords.record(ending, coroutine);
    }
    if (hasPermit) {
      stepBegins();
    } else {
      waitingSince = 0;
    }
  }

  /** The coroutine has ended. A Kotlin step that it is a part of continues. */
  void end() {
    if (partOf == null) {
      stepEnds();
    }
    if (released) {
      released = false;
      LockPermitDeadlock.back();
    }
  }

  /** Returns whether this only times the waits, and they are no longer to be timed. */
  boolean isExpired() {
    return timesOnly && !isWanted();
  }

  /** The thread is about to release the permit. */
  void stepEnds() {
    PermitHeldEvent held = permit;
    permit = null;
    if (held != null && held.ends()) {
      TaskTag task = TaskTag.around(coroutine.rootJob());
      held.record(task.name(), task.id(), coroutine.dispatcher().toString());
    }
    if (timesOnly) {
      return;
    }
    Step ending = step;
    step = null;
    if (ending != null) {
      ending.end();
    } else if (partOf != null) {
      partOf.endStep();
    }
  }

  /** Returns for how many nanoseconds the coroutine has been waiting; 0 while it does not wait. */
  long waitedFor() {
    long since = waitingSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }
}
