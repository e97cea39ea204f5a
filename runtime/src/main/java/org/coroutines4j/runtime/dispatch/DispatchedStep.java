package org.coroutines4j.runtime.dispatch;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.LoopStallDetector;
import org.jspecify.annotations.Nullable;

/**
 * One step of a Kotlin coroutine, from a dispatch to its next suspension, on a thread of a scope.
 * It holds a permit of the scope's dispatcher, and releases it at its end.
 */
public final class DispatchedStep implements Runnable, CallerContext, LoopStallDetector.Owner {
  private static final SlottedThreadLocal<DispatchedStep> CURRENT = new SlottedThreadLocal<>();

  private final ScopeDispatcher dispatcher;
  private final CoroutineContext context;
  private final Runnable block;

  /** Null unless debug mode is on. Used only by the thread that runs this. */
  private LoopStallDetector.@Nullable Step step;

  DispatchedStep(ScopeDispatcher dispatcher, CoroutineContext context, Runnable block) {
    this.dispatcher = dispatcher;
    this.context = context;
    this.block = block;
  }

  /**
   * Returns the step that the current thread runs; null if there is none. Java code that the step
   * calls can wait as a part of the step's coroutine.
   */
  public static @Nullable DispatchedStep current() {
    return CURRENT.get();
  }

  @Override
  public ScopeDispatcher dispatcher() {
    return dispatcher;
  }

  @Override
  public CoroutineContext context() {
    return context;
  }

  @Override
  public void run() {
    DispatchedStep outer = CURRENT.get();
    CURRENT.set(this);
    if (Debug.isOn()) {
      beginStep();
    }
    try {
      block.run();
    } finally {
      endStep();
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      dispatcher.limiter().release();
    }
  }

  /** Records for debug mode that the step holds a permit, at its begin or again after a wait. */
  public void beginStep() {
    ConcurrencyLimiter limiter = dispatcher.limiter();
    if (limiter.isLimited() && step == null) {
      step = LoopStallDetector.begin(limiter, limiter.isLoop(), this, dispatcher.toString());
    }
  }

  /** Records for debug mode that the step is about to release its permit. */
  public void endStep() {
    LoopStallDetector.Step ending = step;
    step = null;
    if (ending != null) {
      ending.end();
    }
  }

  @Override
  public @Nullable Job runningJob() {
    return context.get(Job.Key);
  }

  @Override
  public String label() {
    CoroutineName name = context.get(CoroutineName.Key);
    return name == null ? "a Kotlin coroutine" : "Kotlin coroutine '" + name.getName() + "'";
  }
}
