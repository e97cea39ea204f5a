package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.PendingStart;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.jspecify.annotations.Nullable;

/**
 * The start of a task, or its end without its code having run. A part of {@link TaskCoroutine}, so
 * that a task needs no further object.
 */
abstract sealed class TaskStart extends StructuredCoroutine implements Runnable permits TaskResult {
  /*
   * start                    meaning                           moved on by
   * null                     not started                       onStart, to STARTED, or to QUEUED if there is a gate;
   *                                                            cancelUnstarted, to its reason; begin, to REFUSED
   * QUEUED                   the gate decides, or keeps it     startAdmitted, to STARTED; a cancellation or a refusal
   *                                                            by the gate, to NEVER_RUN
   * STARTED                  a thread has been asked for       the thread, to RUNNING; a cancellation or a refusal,
   *                                                            to NEVER_RUN
   * RUNNING                  the code runs, or has run         -
   * NEVER_RUN                ended without running the code    -
   * REFUSED                  to be started, but its parent     -
   *                          was cancelled already
   * a CancellationException  cancelled before it was started   -
   *
   * onStart writes QUEUED or STARTED and then checks whether the Job is cancelled. The canceller cancels the Job
   * and then reads the state. So one of them sees the other, and a task that a busy executor never runs, or that
   * waits at the gate, ends immediately.
   *
   * A task that ends while it enters the gate may leave the gate before it has entered. enterBy writes QUEUED,
   * enters, and then reads the state: if that is NEVER_RUN it leaves again.
   */
  private static final Object QUEUED = new Object();
  private static final Object STARTED = new Object();
  private static final Object RUNNING = new Object();
  private static final Object NEVER_RUN = new Object();
  private static final Object REFUSED = new Object();

  private static final VarHandle START;

  static {
    try {
      START = MethodHandles.lookup().findVarHandle(TaskStart.class, "start", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable String threadName;
  private volatile @Nullable Object start;

  /** Waits for a permit or an executor's thread; null if there is nothing to wait for. */
  private @Nullable PendingStart pending;

  TaskStart(
      CoroutineThread coroutine,
      CoroutineContext elements,
      Job parent,
      @Nullable String threadName,
      boolean active) {
    super(TaskContext.of(elements, coroutine), parent, active);
    this.threadName = threadName;
  }

  /** Returns the coroutine that runs the code of the task. */
  public final CoroutineThread body() {
    return taskContext().coroutine();
  }

  /** Returns the context elements of the task. */
  final CoroutineContext elements() {
    return taskContext().elements();
  }

  /** The context has the coroutine and the elements, so that a task needs no fields for them. */
  private TaskContext taskContext() {
    return (TaskContext) getContext();
  }

  /**
   * Makes this task a child of {@code parent}, and starts it unless it is lazy. If the parent is
   * cancelled, the task ends cancelled immediately and its code never runs.
   */
  public void begin(Job parent, boolean lazy) {
    StackGuard.requireForCalls(); // a child that does not start keeps its parent from ending
    becomeChildOf(parent);
    if (!lazy) {
      if (isActive()) {
        onStart();
      } else {
        boolean unused = START.compareAndSet(this, null, REFUSED);
        completeExceptionally(cancellation());
      }
    }
  }

  /** Called once: by kotlinx for a lazy task, by {@link #begin} for any other. */
  @Override
  protected void onStart() {
    AdmissionGate gate = gateOfScope();
    if (gate == null) {
      start(null, lender());
    } else if (START.compareAndSet(this, null, QUEUED)) {
      enterBy(gate);
    } else {
      completeExceptionally((CancellationException) Objects.requireNonNull(start));
    }
  }

  /** Returns the gate that this task has to pass; null if there is none. */
  final @Nullable AdmissionGate gateOfScope() {
    AdmissionGate gate = getParent() instanceof StructuredCoroutine scope ? scope.gate() : null;
    return gate != null && isTask() && !isDaemon() ? gate : null;
  }

  private void enterBy(AdmissionGate gate) {
    boolean admitted;
    try {
      admitted = gate.enter(self());
    } catch (RejectedExecutionException refusal) {
      boolean unused = endUnrun(QUEUED, isActive() ? refusal : cancellation());
      return;
    }
    if (start == NEVER_RUN) {
      gate.leave(self()); // it may have left before it entered
    } else if (!isActive()) {
      boolean unused = endUnrun(QUEUED, cancellation());
    } else if (admitted) {
      start(QUEUED, lender());
    }
  }

  /** Starts a task that the gate has kept, unless it has ended meanwhile. */
  public void startAdmitted() {
    start(QUEUED, null);
  }

  /** Returns whether it waits for the gate to let it start. */
  public boolean isQueued() {
    return start == QUEUED;
  }

  private TaskCoroutine self() {
    return (TaskCoroutine) this;
  }

  private void start(@Nullable Object from, @Nullable CoroutineThread lender) {
    ScopeDispatcher dispatcher = body().dispatcher();
    PendingStart waiting =
        lender != null || dispatcher.startsImmediately()
            ? null
            : dispatcher.pendingStart(threadName, this, this::endRefused);
    pending = waiting;
    if (!START.compareAndSet(this, from, STARTED)) {
      if (start instanceof CancellationException reason) {
        completeExceptionally(reason);
      }
    } else if (!isActive() && endUnrun(STARTED, cancellation())) {
      return;
    } else if (waiting != null) {
      waiting.begin();
    } else if (lender != null) {
      lender.lend(body(), this::startWithPermit);
    } else {
      boolean unused = startThread();
    }
  }

  /**
   * Returns the coroutine that lends its permit to this task and waits until the task first waits;
   * null if there is none.
   */
  private @Nullable CoroutineThread lender() {
    CoroutineThread starter = CoroutineThreads.current();
    return starter != null && starter.lendsTo(body()) ? starter : null;
  }

  /**
   * Ends the task if its state is still {@code from}. Returns true if no thread has begun to run
   * its code. None will then.
   */
  private boolean endUnrun(Object from, Throwable cause) {
    boolean unrun = START.compareAndSet(this, from, NEVER_RUN);
    if (unrun) {
      completeExceptionally(cause);
    }
    return unrun;
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    super.cancellationBegan(cause);
    if (start == QUEUED && endUnrun(QUEUED, cancellation())) {
      return;
    }
    if (start == STARTED && endUnrun(STARTED, cancellation()) && pending != null) {
      pending.withdraw();
    }
  }

  private void startWithPermit() {
    if (!startThread()) {
      boolean unused = body().giveBackLoan();
    }
  }

  /** Starts the thread of the task. Ends the task and returns false if there is no thread. */
  private boolean startThread() {
    try {
      body().dispatcher().threads().start(threadName, this);
      return true;
    } catch (Throwable t) {
      endRefused(t);
      return false;
    }
  }

  /**
   * Cancels the task if it has not been started, so that it cannot be started any more. Returns
   * false, and does nothing, if it has been started or cancelled by this method before.
   */
  public boolean cancelUnstarted(CancellationException reason) {
    boolean unstarted = START.compareAndSet(this, null, reason);
    if (unstarted) {
      cancel(reason);
    }
    return unstarted;
  }

  /**
   * Ends the task for which there is no thread: failed, or cancelled if it is cancelled already.
   */
  private void endRefused(Throwable rejection) {
    boolean unused = endUnrun(STARTED, isActive() ? rejection : cancellation());
  }

  /** Returns whether the code runs or has run. */
  final boolean hasRun() {
    return start == RUNNING;
  }

  /** Returns whether the current thread must run the code. Returns true at most once. */
  final boolean beginRunning() {
    boolean begun = START.compareAndSet(this, STARTED, RUNNING);
    if (begun) {
      pending = null;
    }
    return begun;
  }

  /** Returns whether the task has been started, even if its code does not run yet or never will. */
  public boolean isStarted() {
    return start != REFUSED && wasToRun();
  }

  /**
   * Returns whether the task {@linkplain #isStarted is started}, or would be if its parent had not
   * been cancelled. If such a task ends cancelled, the work of its parent is incomplete.
   */
  public boolean wasToRun() {
    Object seen = start;
    return seen != null && !(seen instanceof CancellationException);
  }
}
