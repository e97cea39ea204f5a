package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import kotlin.ResultKt;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.CallerContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * Java code that runs as a coroutine on a thread of its own, and the dispatcher of that coroutine.
 * While the coroutine waits, its own thread runs what kotlinx dispatches for it. The threads of its
 * scope run what kotlinx dispatches for other coroutines, or while the coroutine does not wait.
 */
public final class CoroutineThread extends DirectWaits implements CallerContext {
  /** The boundary of the innermost code that passes values downstream; of the thread only. */
  private @Nullable EmissionBoundary boundary;

  /** Whether the task that is started next gets this coroutine's permit; of the thread only. */
  private boolean lends;

  CoroutineThread(ScopeDispatcher dispatcher) {
    this(dispatcher, null);
  }

  CoroutineThread(ScopeDispatcher dispatcher, @Nullable CoroutineThread caller) {
    super(dispatcher, caller);
  }

  // Awaiting: by the thread.

  /**
   * Calls a suspend function and waits for its value. A cancellation point, even if the value is
   * ready. Throws what the function throws, as the same object.
   */
  public @Nullable Object await(SuspendCall call) {
    return await(AwaitMode.PARKING, call);
  }

  /** As {@link #await(SuspendCall)}, in the given mode. */
  public @Nullable Object await(AwaitMode mode, SuspendCall call) {
    checkpoint();
    return awaitChecked(mode, call, null);
  }

  /**
   * As {@link #await(SuspendCall)}, in the given mode and with an argument, for a caller that has
   * just called {@link #checkpoint}. So the function gets the argument even if the coroutine is
   * cancelled meanwhile.
   */
  public @Nullable Object awaitChecked(
      AwaitMode mode, ArgumentCall call, @Nullable Object argument) {
    JobFrame frame = frame();
    AwaitContinuation waiter = frame.acquireWaiter(mode);
    try {
      return await(frame, waiter, call, argument);
    } finally {
      frame.releaseWaiter(waiter);
      frame.deliverPendingInterrupt();
    }
  }

  /**
   * As {@link #await(SuspendCall)}, for a function that a user's code calls at {@code place}. If
   * the function resumes too late, or twice, that is logged and does not affect a later await.
   */
  public @Nullable Object awaitForeign(SuspendCall call, Supplier<String> place) {
    JobFrame frame = frame();
    checkpoint();
    AwaitContinuation waiter = new AwaitContinuation(frame, frame.context);
    OneShotContinuation once = new OneShotContinuation(waiter, this, place);
    try {
      return await(frame, waiter, (SuspendCall) unused -> once.call(call), null);
    } finally {
      once.release();
      frame.deliverPendingInterrupt();
    }
  }

  /**
   * As {@link #await(SuspendCall)}, for a function that must find exactly {@code context}: a flow
   * is emitted in the context in which it is collected. Does not check for a cancellation before
   * the call, since the call passes on a value that must not be lost.
   */
  public @Nullable Object handOn(CoroutineContext context, SuspendCall call) {
    JobFrame frame = frame();
    boolean own = frame.context == context;
    AwaitContinuation waiter =
        own ? frame.acquireWaiter(AwaitMode.PARKING) : new AwaitContinuation(frame, context);
    try {
      return await(frame, waiter, call, null);
    } finally {
      if (own) {
        frame.releaseWaiter(waiter);
      }
      frame.deliverPendingInterrupt();
    }
  }

  private @Nullable Object await(
      JobFrame frame, AwaitContinuation waiter, ArgumentCall call, @Nullable Object argument) {
    JobFrame enclosing = beginAwait(frame);
    JobFrame calledBack = swapCalledBack(null);
    try {
      Object result = call.invoke(argument, waiter.dispatched);
      if (result == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        result = resultOf(waiter, frame);
      }
      if (result != null) {
        ResultKt.throwOnFailure(result);
      }
      return result;
    } catch (Throwable t) {
      waiter.broken = t instanceof Error;
      throw SneakyThrow.sneak(
          t instanceof CancellationException thrown && !frame.job.isActive()
              ? frame.tellCancellation(thrown)
              : t);
    } finally {
      endCallback(calledBack);
      endAwait(frame, enclosing);
    }
  }

  private @Nullable Object resultOf(AwaitContinuation waiter, JobFrame frame) {
    while (!waiter.isResumed()) {
      Runnable block = takeBlock(frame);
      if (block != null) {
        block.run();
        if (!waiter.isResumed()) {
          StackGuard.requireForCalls(); // kotlinx swallows a stack overflow inside the block
        }
      } else {
        waitFor(waiter);
      }
    }
    return waiter.take();
  }

  private void waitFor(AwaitContinuation waiter) {
    if (waiter.mode == AwaitMode.SPINNING && !isLimited()) { // a spin would hold the permit
      spin(waiter);
    }
    if (!waiter.isReady()) {
      waiter.resumedElsewhere = !StackGuard.isThereForCalls() && refuseBlocks(waiter.frame());
      park(waiter);
    }
  }

  /**
   * Throws the cancellation, if this coroutine is cancelled. A cancellation point without a wait.
   */
  @Override
  public void checkpoint() {
    frame().checkpoint();
    requireMayWait();
  }

  /**
   * If an ancestor of this frame's Job is cancelled, waits until the cancellation has reached this
   * frame, and throws it. The caller has met the effect of a sibling that was cancelled earlier,
   * which is no failure. A cancellation point.
   */
  public void awaitComingCancellation() {
    Job job = frame().job;
    for (Job above = job.getParent(); above != null && job.isActive(); above = above.getParent()) {
      if (!above.isActive()) {
        Object unused = await(k -> Continuations.suspendUntilResumed(waiter -> {}, k));
      }
    }
    frame().ensureActive();
  }

  /**
   * Yields to all coroutines that wait for a permit or a processor. A cancellation point, even if
   * no coroutine waits.
   */
  public void yieldNow() {
    JobFrame frame = frame();
    checkpoint();
    yieldProcessor(yieldPermit());
    frame.ensureActive();
  }

  /** Ends one of several parts of the code. A cancellation point. */
  void endPart() {
    clearInterrupt(); // by the code itself; it must not reach the next part
    JobFrame frame = frame();
    frame.leave();
    frame.ensureActive();
  }

  /**
   * Yields between two parts of the code, as between two tasks: each time to coroutines that wait
   * for a permit, and about once in a time slice to threads that wait for a processor. A
   * cancellation point if there is a limit.
   */
  public void yieldBetweenParts() {
    carrierYield().yieldBetweenSlices(yieldPermit()); // else code that never waits blocks others
    if (isLimited()) {
      frame().ensureActive();
    }
  }

  /**
   * Ends a step of a loop whose steps need not wait. Does every 64 steps what a wait would do, so
   * that a loop that never waits can be interrupted and does not keep other coroutines from
   * running: calls {@link #checkInterrupt} and {@link #yieldBetweenParts}. A cancellation point
   * from time to time.
   */
  public void endStep() {
    if (carrierYield().endsPart()) {
      checkInterrupt();
      yieldBetweenParts();
    }
  }

  /**
   * If the thread is interrupted, does what a wait does then: consumes the interrupt and, if code
   * outside this library has sent it, cancels the task, or the outermost block of a thread. A
   * cancellation point, if the thread is interrupted.
   */
  public void checkInterrupt() {
    if (Thread.interrupted()) {
      interruptedWhileParked();
      frame().ensureActive();
    }
  }

  /**
   * Waits for a permit after a {@link #releasePermit} that returned true. No cancellation point.
   */
  public void acquirePermit() {
    reacquirePermit();
    frame().deliverPendingInterrupt();
  }

  /**
   * Refuses to wait on a thread that belongs to code outside this library.
   *
   * @throws IllegalStateException if the thread belongs to an executor
   */
  public void requireMayWait() {
    if (dispatcher().isForeignThread()) {
      throw new IllegalStateException(
          "a task on "
              + dispatcher()
              + " must not wait: its thread belongs to an executor. Wait in a task on another"
              + " dispatcher, as withContext(Dispatchers.virtual(), ...) called from outside does,"
              + " or use onCompletion(...) or toCompletableFuture()");
    }
  }

  // Code that passes values to downstream code.

  /** Begins code that passes values to downstream code through {@code inner}. */
  public void enter(EmissionBoundary inner) {
    inner.outer = boundary;
    boundary = inner;
  }

  /** Ends the code that {@link #enter} began. */
  public void leave(EmissionBoundary inner) {
    boundary = inner.outer;
  }

  /**
   * Returns whether downstream code has thrown {@code thrown}. Such an exception only passes
   * through the blocks of the current code, which must not handle it.
   */
  public boolean passes(Throwable thrown) {
    EmissionBoundary around = boundary;
    while (around != null && around.thrown != thrown) {
      around = around.outer;
    }
    return around != null;
  }

  // Tasks that start undispatched.

  /**
   * Calls {@code starting} on the current thread, which starts a task. The task runs immediately,
   * on the permit of this coroutine, until it first waits, blocks or ends. No other coroutine gets
   * the permit in between.
   */
  public void startUndispatched(Runnable starting) {
    lends = true;
    try {
      starting.run();
    } finally {
      lends = false;
    }
  }

  /**
   * Returns whether {@code borrower}, which is about to start, gets the permit of this coroutine.
   */
  boolean lendsTo(CoroutineThread borrower) {
    return lends && borrower.dispatcher() == dispatcher() && holdsPermit();
  }

  /** Lends the permit to {@code borrower}, which {@code start} starts. No cancellation point. */
  void lend(CoroutineThread borrower, Runnable start) {
    lends = false;
    PermitLoan lent = new PermitLoan(this, borrower);
    borrower.borrow(lent);
    start.run();
    JobFrame frame = frame();
    JobFrame enclosing = beginAwait(null);
    awaitEnd(lent);
    endAwait(null, enclosing);
    frame.deliverPendingInterrupt();
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable action) {
    StackGuard.requireForCalls(); // an overflow inside would break the timers of other tasks
    return dispatcher().schedule(delayNanos, action);
  }

  @Override
  public DisposableHandle scheduleExpiry(long delayNanos, Runnable action) {
    return dispatcher().scheduleExpiry(delayNanos, action);
  }

  @Override
  public String toString() {
    return "Coroutine on " + dispatcher();
  }

  @Override
  public CoroutineContext context() {
    return frame().context;
  }
}
