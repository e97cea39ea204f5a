package org.coroutines4j.runtime.coroutine;

import org.coroutines4j.runtime.debug.LockOwners;
import org.coroutines4j.runtime.debug.LoopStallDetector;
import org.coroutines4j.runtime.debug.LoopStallDetector.Step;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.jspecify.annotations.Nullable;

/**
 * What debug mode knows of a body; there is none otherwise. Of the body's thread, but for reads.
 */
final class DebugState {
  private final CoroutineThread body;
  private @Nullable Step step;
  private boolean gone;

  /** When it began to wait; 0 while it does not. */
  private volatile long waitingSince;

  /** The task that it waits for. */
  volatile @Nullable WaitEdge awaited;

  /** The step of a Kotlin coroutine that calls Java code for which there is this body. */
  private final @Nullable DispatchedStep partOf = DispatchedStep.current();

  DebugState(CoroutineThread body) {
    this.body = body;
  }

  /** It has a turn, if there is a limit. */
  void stepBegins() {
    waitingSince = 0;
    ConcurrencyLimiter limiter = body.dispatcher().limiter();
    if (partOf != null) {
      partOf.beginStep();
    } else if (limiter != null && step == null) {
      step =
          LoopStallDetector.begin(
              limiter, limiter.isLoop(), body::label, body.dispatcher().toString());
    }
    if (gone) {
      gone = false;
      LockOwners.back();
    }
  }

  /** It is about to give the turn up, and will not go on without one. */
  void waitsForPermit() {
    stepEnds();
    ConcurrencyLimiter limiter = body.dispatcher().limiter();
    if (limiter != null && !gone) {
      gone = true;
      LockOwners.gone(limiter, body::label);
    }
  }

  void waits() {
    waitingSince = System.nanoTime();
  }

  /** The wait is over, with a turn if it has one to do with. */
  void goesOn(boolean hasTurn) {
    if (hasTurn) {
      stepBegins();
    } else {
      waitingSince = 0;
    }
  }

  /** The body is over; a step of Kotlin that it is part of goes on. */
  void end() {
    if (partOf == null) {
      stepEnds();
    }
    if (gone) {
      gone = false;
      LockOwners.back();
    }
  }

  /** It is about to give the turn up. */
  void stepEnds() {
    Step ending = step;
    step = null;
    if (ending != null) {
      ending.end();
    } else if (partOf != null) {
      partOf.endStep();
    }
  }

  /** For how many nanoseconds it has been waiting. */
  long waitedFor() {
    long since = waitingSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }
}
