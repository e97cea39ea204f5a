package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ActiveThreads;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * A task: Java code on a thread of its own, as a child Job of a scope. The Job completes only when
 * the code has ended.
 */
public final class TaskCoroutine extends TaskResult implements ActiveThreads.Counted {
  private final TaskListener listener;

  /** Told when the code has run; null if the thread that started it counts. */
  private @Nullable ActiveThreads live;

  private TaskCoroutine(
      CoroutineThread coroutine,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener,
      @Nullable String threadName,
      boolean active) {
    super(coroutine, elements, parent, work, threadName, active);
    this.listener = listener;
  }

  /**
   * Creates a task that runs {@code work} on {@code dispatcher}, as a child of {@code parent}.
   * {@link #begin} makes it a child and starts it.
   */
  public static TaskCoroutine of(
      ScopeDispatcher dispatcher,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener,
      @Nullable String threadName,
      boolean lazy) {
    return new TaskCoroutine(
        new CoroutineThread(dispatcher), elements, parent, work, listener, threadName, !lazy);
  }

  /**
   * Creates a task that is a part of the code of {@code caller}. It runs {@code work} on {@code
   * dispatcher} while {@code caller} waits.
   */
  public static TaskCoroutine partOf(
      CoroutineThread caller,
      ScopeDispatcher dispatcher,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener) {
    return new TaskCoroutine(
        new CoroutineThread(dispatcher, caller), elements, parent, work, listener, null, true);
  }

  @Override
  public void countedBy(ActiveThreads counter) {
    live = counter;
  }

  @Override
  public void refused() {
    Objects.requireNonNull(live).ended();
  }

  /**
   * Runs the code on the current thread, which holds a permit, unless the task is over already.
   * Releases the permit at the end.
   */
  @Override
  public void run() {
    CoroutineThread coroutine = body();
    try {
      if (!beginRunning()) {
        coroutine.passPermit();
        return;
      }
      CoroutineThread outer = CoroutineThreads.swap(coroutine);
      CoroutineContext elements = elements();
      JobFrame root = new JobFrame(coroutine, null, this, getContext(), elements);
      runsIn(root);
      Object result = null;
      Throwable thrown = null;
      try {
        if (coroutine.begin(root)) {
          Callable<? extends @Nullable Object> code = observedCode(this);
          result =
              elements instanceof ThreadStateFree || listener.hasParts()
                  ? code.call() // no further stack frame, which would occupy memory while the task
                  // waits
                  : ThreadContexts.call(elements, EmptyCoroutineContext.INSTANCE, code);
          root.returned();
          unaware = !root.sawCancellation();
        } else {
          Object unused = observedCode(this); // its end is observed, though it never runs
          thrown = cancellation();
        }
      } catch (Throwable t) {
        threwLate = !isActive();
        thrown = meaningOf(root, t);
      }
      coroutine.end(root);
      runsIn(null);
      CoroutineThreads.swap(outer);
      if (coroutine.dispatcher().isForeignThread() && coroutine.wasInterruptedFromOutside()) {
        Thread.currentThread().interrupt();
      }
      finish(result, thrown);
    } finally {
      if (live != null) { // else the thread that started this task counts it
        live.ended();
      }
    }
  }

  /**
   * Calls {@code part}, one of several parts of the code, as if it were a task of its own: with the
   * context elements {@code ofPart}. What it has opened and not closed is closed when it returns.
   *
   * @throws CancellationException if the task is cancelled when {@code part} has returned
   */
  public @Nullable Object callPart(
      CoroutineContext ofPart, Callable<? extends @Nullable Object> part) throws Exception {
    Object result =
        ofPart instanceof ThreadStateFree
            ? part.call()
            : ThreadContexts.call(ofPart, EmptyCoroutineContext.INSTANCE, part);
    body().endPart();
    return result;
  }

  /** Completes the task after its code has ended, and releases its permit. */
  private void finish(@Nullable Object result, @Nullable Throwable thrown) {
    CoroutineThread coroutine = body();
    ConcurrencyLimiter limiter = coroutine.dispatcher().limiter();
    boolean first = !limiter.coversCompletion() && !coroutine.hasLoan();
    if (first) {
      coroutine.passPermit();
    }
    try {
      end(result, thrown);
    } finally {
      if (!first) {
        coroutine.passPermit(); // its waiters are queued first, before another coroutine runs
      }
    }
  }

  private void end(@Nullable Object result, @Nullable Throwable thrown) {
    AdmissionGate gate = gateOfScope();
    if (gate == null) {
      complete(result, thrown);
    } else {
      gate.startAfter(() -> complete(result, thrown));
    }
  }

  private void complete(@Nullable Object result, @Nullable Throwable thrown) {
    setValue(thrown == null ? result : null);
    if (thrown == null) {
      leaveGate();
      complete(result);
    } else {
      completeExceptionally(
          thrown instanceof CancellationException c
              ? ExceptionStandIn.ofCancellation(c)
              : ExceptionStandIn.of(thrown));
    }
  }

  /** The code has returned; what it has started of Kotlin may go on. */
  private void leaveGate() {
    AdmissionGate gate = gateOfScope();
    if (gate == null) {
      return;
    }
    if (getChildren().iterator().hasNext()) {
      DisposableHandle unused =
          invokeOnCompletion(
              cause -> {
                gate.leave(this);
                return Unit.INSTANCE;
              });
    } else {
      gate.leave(this);
    }
  }

  /**
   * As {@link #translateFailure}, but returns {@code thrown} if a user's override in it makes that
   * throw: the task must end.
   */
  private Throwable meaningOf(JobFrame root, Throwable thrown) {
    try {
      return translateFailure(root, thrown);
    } catch (Throwable broken) {
      return thrown;
    }
  }

  private Throwable translateFailure(JobFrame root, Throwable thrown) {
    if (thrown instanceof CancellationException foreign && isActive() && !isAboutToBeCancelled()) {
      return listener.failureOf(foreign);
    }
    CancellationException cancellation = listener.cancellationBy(thrown);
    return cancellation != null ? cancellation : root.translateFailure(thrown);
  }

  /**
   * Returns whether an ancestor is cancelled, so that this task is about to be. A scope cancels its
   * tasks one after the other, but refuses their requests as soon as it is cancelled itself.
   */
  private boolean isAboutToBeCancelled() {
    for (Job above = getParent(); above != null; above = above.getParent()) {
      if (!above.isActive()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String label() {
    return listener.label();
  }

  @Override
  public String name() {
    return listener.name();
  }

  @Override
  public long id() {
    return listener.id();
  }

  @Override
  public boolean isNamed() {
    return isTask();
  }

  @Override
  public NodeKind kind() {
    return isTask() ? NodeKind.TASK : NodeKind.BLOCK;
  }

  @Override
  public ScopeDispatcher runningOn() {
    return body().dispatcher(); // before its code runs too
  }

  /** Returns the permit of the code; null if it has not been started, or has ended. */
  @Override
  public @Nullable PermitState permit() {
    PermitState ofCode = body().permit();
    if (ofCode == PermitState.UNLIMITED || runningCoroutine() != null) {
      return ofCode;
    }
    return isStarted() && !isQueued() && !hasRun() ? PermitState.WAITING : null;
  }

  @Override
  public @Nullable WaitEdge awaited() {
    return body().awaited();
  }

  @Override
  public boolean isTask() {
    return listener.isTask();
  }

  @Override
  public boolean isDaemon() {
    return listener.isDaemon();
  }

  /** Returns the listener that represents this task in the API. */
  public TaskListener listener() {
    return listener;
  }

  @Override
  protected void endedExceptionally(Throwable told) {
    Throwable cause = ExceptionStandIn.failureOf(told);
    setFailure(cause);
    AdmissionGate gate = gateOfScope();
    if (gate != null) {
      gate.leave(this); // first: a handler of the failure may start the task again
    }
    if (cause instanceof CancellationException cancellation) {
      listener.cancelled(cancellation);
    } else {
      listener.failed(cause);
    }
  }

  @Override
  protected boolean failedAlone(Throwable cause) {
    return listener.failedAlone(ExceptionStandIn.failureOf(cause));
  }

  @Override
  protected void terminated() {
    try {
      observeEnd(this);
    } finally {
      try {
        listener.ended();
      } finally {
        super.terminated(); // else its scope would never end
      }
    }
  }

  @Override
  protected void addWaiter() {
    listener.addWaiter();
  }

  @Override
  protected void removeWaiter() {
    listener.removeWaiter();
  }

  @Override
  protected void failureSeen() {
    listener.failureSeen();
  }

  @Override
  protected boolean getScoped() {
    return listener.keepsFailure();
  }
}
