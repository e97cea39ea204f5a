package org.coroutines4j.runtime.dispatch;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.LoopStallDetector;
import org.jspecify.annotations.Nullable;

/**
 * One step of a Kotlin coroutine on a thread of a scope, holding a turn if the scope has a limit.
 */
public final class DispatchedStep implements Runnable {
  private static final ThreadLocal<@Nullable DispatchedStep> CURRENT = new ThreadLocal<>();

  private final ScopeDispatcher dispatcher;
  private final CoroutineContext context;
  private final Runnable block;
  private final @Nullable ConcurrencyLimiter limiter;

  /** Only in debug mode; of the thread that runs this. */
  private LoopStallDetector.@Nullable Step step;

  DispatchedStep(
      ScopeDispatcher dispatcher,
      CoroutineContext context,
      Runnable block,
      @Nullable ConcurrencyLimiter limiter) {
    this.dispatcher = dispatcher;
    this.context = context;
    this.block = block;
    this.limiter = limiter;
  }

  /**
   * The step that the current thread runs: Java code called by it can wait as a part of its
   * coroutine.
   */
  public static @Nullable DispatchedStep current() {
    return CURRENT.get();
  }

  /** Where it runs. */
  public ScopeDispatcher dispatcher() {
    return dispatcher;
  }

  /** The context of its coroutine. */
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
      if (limiter != null) {
        limiter.release();
      }
    }
  }

  /** In debug mode: it has a turn, or has one again. */
  public void beginStep() {
    if (limiter != null && step == null) {
      step = LoopStallDetector.begin(limiter, limiter.isLoop(), this::label, dispatcher.toString());
    }
  }

  /** In debug mode: it gives its turn up. */
  public void endStep() {
    LoopStallDetector.Step ending = step;
    step = null;
    if (ending != null) {
      ending.end();
    }
  }

  private String label() {
    CoroutineName name = context.get(CoroutineName.Key);
    return name == null ? "a Kotlin coroutine" : "Kotlin coroutine '" + name.getName() + "'";
  }
}
