package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.coroutines4j.runtime.dispatch.Threads;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.DelayDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Java code that runs as a coroutine on a thread of its own. It is the dispatcher of that
 * coroutine: what kotlinx dispatches for a body that waits is run by the body's own thread, all
 * else by the threads of its scope. This is the only place where a body parks.
 */
public final class CoroutineThread extends DelayDispatcher implements DeadlockDetector.Waiter {
  /*
   * The slot. While the body awaits under a frame, the slot holds that frame. A dispatch for the frame's Job
   * swaps it for its block and wakes the thread, which puts the frame back and runs the block, until the
   * await's own continuation has been resumed. A dispatch that finds anything else in the slot is for another
   * coroutine or comes when nobody waits, and goes to the threads of the scope. So a resumption that comes
   * before the body has parked is found in the slot, and none is ever run twice or lost.
   *
   * The turn. Under a limit a body holds a turn while it runs. HELD -> LEFT before it parks; whoever makes it
   * ready moves LEFT -> QUEUED and enters; the grant moves QUEUED -> HELD and unparks. The body looks a last time
   * whether it is ready when it reads LEFT and still has the turn: who makes it ready later reads LEFT too, and
   * who did so before is seen. AWAY is for code that runs without a turn: no wake-up, which may be a late one of
   * an earlier wait, takes a turn for it; only the body itself ends it, and an await in it does without a turn
   * too. ABSENT is such a body while it waits, when it no longer holds the time of a test; who wakes it holds
   * that again.
   */
  private static final int HELD = 0;
  private static final int LEFT = 1;
  private static final int QUEUED = 2;
  private static final int AWAY = 3;
  private static final int ABSENT = 4;

  private static final VarHandle SLOT;
  private static final VarHandle TURN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SLOT = lookup.findVarHandle(CoroutineThread.class, "slot", Object.class);
      TURN = lookup.findVarHandle(CoroutineThread.class, "turn", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ScopeDispatcher home;
  private final @Nullable ConcurrencyLimiter limiter;

  /** The body that this one is a part of, on another dispatcher, and that waits for it. */
  private final @Nullable CoroutineThread caller;

  private volatile @Nullable Thread thread;
  private volatile @Nullable JobFrame current;
  private volatile @Nullable Object slot;

  /** The frame of the innermost await, which the slot then holds; of the body's thread only. */
  private @Nullable JobFrame awaiting;

  private volatile int turn = HELD;
  private volatile boolean parked;

  /**
   * Whether a wake-up must unpark the thread. Written before it looks a last time, and read after
   * what it waits for is there: so one of them sees the other.
   */
  private volatile boolean asleep;

  private int patience = AdaptiveSpin.PATIENCE;

  /** The same for {@link #yieldFor}. */
  private int patienceForTasks = AdaptiveSpin.PATIENCE;

  /** Whether to give way costs less than to park, and lets nobody in who must wait for a turn. */
  private boolean givesWay;

  /** Null before the body has yielded. */
  private @Nullable CarrierYield carrierYield;

  /** Somebody who is not this library has interrupted the thread. */
  private volatile boolean interruptedFromOutside;

  /** The innermost generator that runs here; of the body's thread only. */
  private @Nullable Outlet outlet;

  /** The turn is lent by another body until this one waits; of the body's thread only. */
  private @Nullable Loan loan;

  /** Whether the task that is started next gets the turn at once; of the body's thread only. */
  private boolean lends;

  /** Only in debug mode. */
  private volatile @Nullable DebugState trace;

  CoroutineThread(ScopeDispatcher home) {
    this(home, null);
  }

  CoroutineThread(ScopeDispatcher home, @Nullable CoroutineThread caller) {
    this.home = home;
    this.limiter = home.limiter();
    this.caller = caller;
  }

  /** Where it runs. */
  public ScopeDispatcher home() {
    return home;
  }

  /** The innermost frame of the body, which must have begun. */
  public JobFrame frame() {
    JobFrame frame = current;
    if (frame == null) {
      throw new IllegalStateException("the body has not begun or is over");
    }
    return frame;
  }

  /** Whether the thread runs what the innermost frame awaits, and no frame within that. */
  boolean isInAwait() {
    return awaiting != null && awaiting == current;
  }

  /** Whether {@code job} is that of this body, or of a block that it is in. */
  public boolean isRunBy(Job job) {
    for (JobFrame frame = current; frame != null; frame = frame.outer) {
      if (frame.job == job) {
        return true;
      }
    }
    return caller != null && caller.isRunBy(job);
  }

  /** Whether the current thread is the one that it has. */
  public boolean isHere() {
    return thread == Thread.currentThread();
  }

  /** The Job of the body itself, of the whole one if this is a part. */
  @Override
  public Job rootJob() {
    if (caller != null) {
      return caller.rootJob();
    }
    JobFrame root = frame();
    while (root.outer != null) {
      root = root.outer;
    }
    return root.job;
  }

  @Override
  public Job innermostJob() {
    return frame().job;
  }

  @Nullable Thread thread() {
    return thread;
  }

  /** The thread, if the innermost frame is {@code frame}. */
  @Nullable Thread threadIn(JobFrame frame) {
    return current == frame ? thread : null;
  }

  boolean isParked() {
    return parked;
  }

  /** The innermost frame of the body that this one is a part of; null if it is none. */
  @Nullable JobFrame callerFrame() {
    return caller == null ? null : caller.current;
  }

  /** What a dump calls it, or the body that it is a part of. */
  String wholeLabel() {
    return caller == null ? label() : caller.wholeLabel();
  }

  /** What a dump calls it. */
  String label() {
    JobFrame root = current;
    while (root != null && root.outer != null) {
      root = root.outer;
    }
    return root != null && root.job instanceof StructuredCoroutine node
        ? node.label()
        : "code outside any task";
  }

  /**
   * In debug mode, tells that this body is about to wait for {@code task}, or for none any more.
   */
  @Override
  public void awaits(@Nullable WaitEdge task) {
    DebugState known = trace;
    if (known != null) {
      known.awaited = task;
    }
  }

  /** In debug mode, the task that this body waits for. */
  public @Nullable WaitEdge awaited() {
    DebugState known = trace;
    return known == null ? null : known.awaited;
  }

  /** In debug mode, for how many nanoseconds it has been waiting; else 0. */
  long waitedFor() {
    DebugState known = trace;
    return known == null ? 0 : known.waitedFor();
  }

  // Awaiting: by the body's thread.

  /**
   * Calls a suspend function and waits for its value. A cancellation point, even if the value is
   * ready. Throws what the function throws, as the same object.
   */
  public @Nullable Object await(SuspendCall call) {
    JobFrame frame = frame();
    checkpoint();
    AwaitContinuation waiter = frame.acquireWaiter();
    try {
      return await(frame, waiter, call);
    } finally {
      frame.releaseWaiter(waiter);
      frame.deliverPendingInterrupt();
    }
  }

  /**
   * As {@link #await}, for a function that code of a user's calls, at {@code place}: if that
   * resumes too late, or twice, the log is told, and no later await takes it for its own result.
   */
  public @Nullable Object awaitApart(SuspendCall call, Supplier<String> place) {
    JobFrame frame = frame();
    checkpoint();
    AwaitContinuation waiter = new AwaitContinuation(frame, frame.context);
    OneCall once = new OneCall(waiter, this, place);
    try {
      return await(frame, waiter, unused -> once.call(call));
    } finally {
      once.release();
      frame.deliverPendingInterrupt();
    }
  }

  /**
   * As {@link #await}, for a function that must find exactly {@code context}: a flow is emitted in
   * the context in which it is collected. No cancellation point before the call, which hands on a
   * value that must not be lost.
   */
  public @Nullable Object handOn(CoroutineContext context, SuspendCall call) {
    JobFrame frame = frame();
    boolean own = frame.context == context;
    AwaitContinuation waiter = own ? frame.acquireWaiter() : new AwaitContinuation(frame, context);
    try {
      return await(frame, waiter, call);
    } finally {
      if (own) {
        frame.releaseWaiter(waiter);
      }
      frame.deliverPendingInterrupt();
    }
  }

  /** As {@link #await}, for what is often there within a microsecond. */
  public @Nullable Object awaitSoon(SuspendCall call) {
    JobFrame frame = frame();
    checkpoint();
    AwaitContinuation waiter = frame.acquireWaiter();
    waiter.soon = true;
    try {
      return await(frame, waiter, call);
    } finally {
      waiter.soon = false;
      frame.releaseWaiter(waiter);
      frame.deliverPendingInterrupt();
    }
  }

  private @Nullable Object await(JobFrame frame, AwaitContinuation waiter, SuspendCall call) {
    JobFrame enclosing = awaiting;
    awaiting = frame;
    changeSlot(enclosing, frame);
    try {
      Object result = call.invoke(waiter.dispatched);
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
      awaiting = enclosing;
      changeSlot(frame, enclosing);
    }
  }

  /**
   * What was dispatched for the await of {@code before} goes to the threads of the scope: that
   * await is over, or its Kotlin code calls a verb that awaits too, maybe just what was dispatched.
   */
  private void changeSlot(@Nullable JobFrame before, @Nullable JobFrame after) {
    Object found = SLOT.getAndSet(this, after);
    if (before != null && found instanceof Runnable work) {
      home.dispatch(before.context, work);
    }
  }

  private @Nullable Object resultOf(AwaitContinuation waiter, JobFrame frame) {
    while (!waiter.isResumed()) {
      Object work = slot;
      if (work != frame) {
        slot = frame; // before running it: the next dispatch may come while it runs
        ((Runnable) Objects.requireNonNull(work)).run();
        if (!waiter.isResumed()) {
          StackGuard.requireForCalls(); // kotlinx keeps an overflow in there for itself
        }
      } else {
        waitFor(waiter);
      }
    }
    return waiter.take();
  }

  /**
   * Whether {@code job} ends while those run that wait for this thread's processor: a task that has
   * just been started is mostly among them, and after it there is nothing to park for. Not a
   * cancellation point.
   */
  @SuppressWarnings("ThreadPriorityCheck") // virtual threads take turns
  public boolean yieldFor(Job job) {
    if (!givesWay) {
      return false;
    }
    if (patienceForTasks <= 0) {
      patienceForTasks++;
      return false;
    }
    Thread.yield();
    boolean ended = job.isCompleted();
    patienceForTasks = AdaptiveSpin.after(ended, patienceForTasks);
    return ended;
  }

  private void waitFor(AwaitContinuation waiter) {
    if (waiter.soon && limiter == null) { // a turn is given up at once, others wait for it
      parked = true; // as if it were: nobody need interrupt it
      patience = AdaptiveSpin.untilReady(waiter, patience);
      parked = false;
    }
    if (!waiter.isReady()) {
      waiter.resumedElsewhere =
          !StackGuard.isThereForCalls() && SLOT.compareAndSet(this, waiter.frame(), null);
      park(waiter);
    }
  }

  /**
   * If a Job above the one of this frame is cancelled, waits for the cancellation that is on its
   * way here, and throws it: what others do because theirs came before is no failure.
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

  /** A cancellation point at which there is nothing to wait for. */
  public void checkpoint() {
    frame().checkpoint();
    requireMayWait();
  }

  /**
   * Waits until {@code job} has ended, whatever is cancelled meanwhile. Not a cancellation point.
   */
  public void joinUncancellably(Job job) {
    DisposableHandle waking = job.invokeOnCompletion(cause -> woken());
    awaitUncancellably(job::isCompleted);
    waking.dispose();
  }

  private Unit woken() {
    wake();
    return Unit.INSTANCE;
  }

  /**
   * Waits until {@code awaited} is ready, whatever is cancelled meanwhile. Not a cancellation
   * point.
   */
  public void awaitUncancellably(ReadyCondition awaited) {
    JobFrame frame = frame();
    JobFrame enclosing = awaiting;
    awaiting = null;
    changeSlot(enclosing, null);
    while (!awaited.isReady()) {
      park(awaited);
    }
    awaiting = enclosing;
    changeSlot(null, enclosing);
    frame.deliverPendingInterrupt();
  }

  /** Lets all others run that wait for a turn, or a processor. A cancellation point. */
  public void yieldNow() {
    JobFrame frame = frame();
    checkpoint();
    boolean alone = true;
    if (limiter != null && !isWithoutTurn()) {
      waitsForTurn();
      turn = QUEUED; // in the queue before the turn is free: whoever gets it may come back at once
      limiter.acquire(this::turnGranted);
      passTurn();
      alone = turn == HELD;
      park(() -> true);
    } else {
      boolean unused = giveBackLoan();
    }
    yieldProcessor(alone);
    frame.ensureActive();
  }

  private void yieldProcessor(boolean isReadyAgain) {
    if (carrierYield == null) {
      carrierYield = new CarrierYield();
    }
    carrierYield.giveWay(isReadyAgain);
  }

  /**
   * Gives the turn up for blocking code that follows. True if {@link #acquirePermit} must end this:
   * not without a limit, nor in code that has given it up already, nor on a borrowed thread: who
   * got the turn might need that very thread, for which this body would wait with the thread in
   * hand.
   */
  public boolean releasePermit() {
    if (limiter == null || turn != HELD || home.isLeaf()) {
      boolean unused = limiter == null && giveBackLoan();
      return false;
    }
    if (trace != null) {
      trace.stepEnds();
    }
    turn = AWAY;
    limiter.pauseClock();
    passTurn();
    return true;
  }

  /** Whether code runs here that has given its turn up by {@link #releasePermit}. */
  public boolean isWithoutTurn() {
    return turn == AWAY;
  }

  /** Waits for a turn after a {@link #releasePermit} that gave one up. Not a cancellation point. */
  public void acquirePermit() {
    turn = QUEUED;
    Objects.requireNonNull(limiter).acquire(this::turnGranted);
    limiter.resumeClock();
    park(() -> true);
    frame().deliverPendingInterrupt();
  }

  private void park(ReadyCondition awaited) {
    parked = true;
    try {
      if (trace != null) {
        trace.waits();
      }
      BlockedLoop loop = BlockedLoop.ofThread();
      for (asleep = true; !isReadyWithTurn(awaited); asleep = true) {
        if (loop == null) {
          LockSupport.park(this);
        } else {
          parkOn(loop, awaited);
        }
        if (Thread.interrupted()) {
          interruptedWhileParked();
        }
      }
    } finally {
      asleep = false;
      parked = false;
    }
    if (trace != null) {
      trace.goesOn(turn == HELD);
    }
  }

  /** Parks, or lets the event loop of the thread run, with the turn of this body. */
  private void parkOn(BlockedLoop loop, ReadyCondition awaited) {
    long nanos = loop.untilDue();
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
      loop.happened();
      return;
    }
    regainTurn();
    loop.run(awaited);
    parked = true; // as before: it may have waited within that
  }

  /** As {@link #wake}, by the thread itself, which leaves no permit to park behind. */
  private void regainTurn() {
    if (limiter == null) {
      return;
    }
    if (turn == ABSENT) {
      limiter.pauseClock();
      if (!TURN.compareAndSet(this, ABSENT, AWAY)) {
        limiter.resumeClock();
      }
    } else if (TURN.compareAndSet(this, LEFT, QUEUED)) {
      limiter.acquire(this::turnGranted);
    }
    while (turn == QUEUED) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interruptedWhileParked();
      }
    }
  }

  private void waitsForTurn() {
    if (trace != null) {
      trace.waitsForTurn();
    }
  }

  /**
   * Whether the wait is over; if not, the turn is given up. Not only once: a late wake-up for
   * something else may have brought it back too early.
   */
  private boolean isReadyWithTurn(ReadyCondition awaited) {
    int seen = turn;
    if (seen != HELD && seen != AWAY) {
      return false;
    }
    if (awaited.isReady()) {
      return true;
    }
    if (limiter == null) {
      boolean unused = giveBackLoan();
      return false;
    }
    if (seen == HELD) {
      waitsForTurn(); // with the turn in hand: it may log
    }
    int gone = seen == HELD ? LEFT : ABSENT;
    turn = gone;
    if (awaited.isReady() && TURN.compareAndSet(this, gone, seen)) {
      return true;
    }
    if (seen == HELD) {
      passTurn();
    } else {
      limiter.resumeClock();
    }
    return false;
  }

  private void interruptedWhileParked() {
    if (!frame().deferInterrupt()) {
      interruptFromOutside();
    }
  }

  /** Refuses to wait on a thread that belongs to somebody else. */
  public void requireMayWait() {
    if (home.isLeaf()) {
      throw new IllegalStateException(
          "a body on "
              + home
              + " must not wait: its thread belongs to somebody else. Wait in a task on another"
              + " dispatcher, as withContext(Dispatchers.virtual(), ...) called from outside does,"
              + " or use onCompletion(...) or toCompletableFuture()");
    }
  }

  // Code that other code calls, and hands values to.

  /** Code begins to run here that hands values to other code by way of {@code inner}. */
  public void enter(Outlet inner) {
    inner.outer = outlet;
    outlet = inner;
  }

  /** The code that {@link #enter} told of has ended. */
  public void leave(Outlet inner) {
    outlet = inner.outer;
  }

  /**
   * Whether {@code thrown} comes from code that this one hands values to, and only passes through
   * the blocks here: it is none of their business.
   */
  public boolean passes(Throwable thrown) {
    Outlet around = outlet;
    while (around != null && around.thrown != thrown) {
      around = around.outer;
    }
    return around != null;
  }

  // Tasks that begin undispatched.

  /**
   * Calls {@code starting}, which starts a task: that runs at once, as a part of what this body
   * does, until it first waits, or blocks, or ends. Nobody else gets the turn in between.
   */
  public void startUndispatched(Runnable starting) {
    lends = true;
    try {
      starting.run();
    } finally {
      lends = false;
    }
  }

  /** Whether {@code borrower}, whose task is about to start, is to have the turn of this body. */
  boolean lendsTo(CoroutineThread borrower) {
    return lends && borrower.home == home && (limiter == null || turn == HELD);
  }

  /** Lends the turn to {@code borrower}, which {@code start} starts; not a cancellation point. */
  void lend(CoroutineThread borrower, Runnable start) {
    lends = false;
    Loan lent = new Loan(this, borrower);
    borrower.loan = lent;
    start.run();
    lent.beginLooking();
    JobFrame frame = frame();
    JobFrame enclosing = awaiting;
    awaiting = null;
    changeSlot(enclosing, null);
    parked = true; // nobody need interrupt it
    for (asleep = true; !lent.isOver(); asleep = true) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interruptedWhileParked();
      }
    }
    asleep = false;
    parked = false;
    lent.stopLooking();
    if (lent.isKept() && limiter != null) {
      turn = QUEUED;
      limiter.acquire(this::turnGranted);
      park(() -> true);
    }
    awaiting = enclosing;
    changeSlot(null, enclosing);
    frame.deliverPendingInterrupt();
  }

  /** There is no thread for the task, which then has not borrowed the turn. */
  void endLoan() {
    giveBackLoan();
  }

  /** This body is about to wait: the turn goes back, if it is lent. */
  private boolean giveBackLoan() {
    Loan borrowed = loan;
    loan = null;
    return borrowed != null && borrowed.giveBack();
  }

  /** Gives the turn to who has lent it, or else to the next in the queue. */
  private void passTurn() {
    if (!giveBackLoan()) {
      Objects.requireNonNull(limiter).release();
    }
  }

  /** Whether the turn is lent. */
  boolean hasLoan() {
    return loan != null;
  }

  /** The body is over, and needs no turn any more, if there are any. */
  void leaveLast() {
    if (limiter != null) {
      passTurn();
    } else {
      boolean unused = giveBackLoan();
    }
  }

  // Being woken: by any thread, even that of all timers, so it only stores and unparks.

  @Override
  public void dispatch(CoroutineContext context, Runnable block) {
    if (slot instanceof JobFrame frame
        && (context == frame.context || CoroutineContexts.isPartOf(context.get(Job.Key), frame))
        && SLOT.compareAndSet(this, frame, block)) {
      wake();
    } else {
      home.dispatch(context, block);
    }
  }

  /** What the body waits for may be ready. */
  public void wake() {
    if (limiter != null) {
      if (TURN.compareAndSet(this, LEFT, QUEUED)) {
        limiter.acquire(this::turnGranted);
        return;
      }
      if (turn == ABSENT) {
        limiter.pauseClock(); // before it can be seen that it is awake
        if (!TURN.compareAndSet(this, ABSENT, AWAY)) {
          limiter.resumeClock();
        }
      }
    }
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** By the thread that gives the turn back: this one, if it has left it and was woken since. */
  private void turnGranted() {
    turn = HELD;
    LockSupport.unpark(thread);
  }

  boolean hasWork(JobFrame frame) {
    return slot != frame;
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable action) {
    StackGuard.requireForCalls(); // an overflow within would break the timers of all others
    return home.schedule(delayNanos, action);
  }

  @Override
  public DisposableHandle scheduleExpiry(long delayNanos, Runnable action) {
    return home.scheduleExpiry(delayNanos, action);
  }

  // Interrupts.

  /** Whether the thread now runs code of the user's in {@code frame}, and may be interrupted. */
  boolean isInOwnCode(JobFrame frame) {
    return current == frame
        && !parked
        && thread != null
        && (home.interrupts() || frame.callsHandler());
  }

  /** By any thread. A flag that is up already is somebody else's. */
  void interruptThread() {
    Thread running = thread;
    if (running != null) {
      if (running.isInterrupted()) {
        rememberOutsideInterrupt();
      }
      running.interrupt();
    }
  }

  void clearInterrupt() {
    if (home.interrupts()) {
      boolean unused = Thread.interrupted();
    }
  }

  /** Whether the current thread, which is that of this body, is interrupted. */
  boolean isInterrupted() {
    return home.interrupts() && Thread.currentThread().isInterrupted();
  }

  /**
   * Somebody else has interrupted the thread: this cancels the task, or the outermost block of a
   * thread.
   */
  public void interruptFromOutside() {
    CancellationException unused =
        interruptFromOutside("the thread of the task was interrupted", null);
  }

  /** As {@link #interruptFromOutside()}; returns what has cancelled. */
  CancellationException interruptFromOutside(String reason, @Nullable Throwable answer) {
    rememberOutsideInterrupt();
    CancellationException interrupted = new CancellationException(reason);
    interrupted.initCause(answer);
    rootJob().cancel(interrupted);
    return interrupted;
  }

  /** Sets the interrupt again when the body ends, on a thread that is not ours. */
  void rememberOutsideInterrupt() {
    interruptedFromOutside = true;
  }

  boolean wasInterruptedFromOutside() {
    return interruptedFromOutside;
  }

  // Frames: by the body's thread.

  /**
   * Enters the first frame of the body, on the current thread. False if it was cancelled before.
   */
  boolean begin(JobFrame root) {
    current = root;
    Thread running = Thread.currentThread();
    thread = running;
    givesWay = limiter == null && Threads.isVirtual(running);
    if (Debug.isOn()) {
      trace = new DebugState(this);
      trace.stepBegins();
    }
    return root.job.isActive();
  }

  /** The body is over: the thread is free, without an interrupt of ours. */
  void end(JobFrame root) {
    try {
      root.leave();
      root.close();
    } finally {
      if (trace != null) {
        trace.end();
      }
    }
    current = null;
    thread = null;
  }

  /** Enters a frame under {@code node}, a Job whose context has this body as its dispatcher. */
  JobFrame push(StructuredCoroutine node, CoroutineContext elements) {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    JobFrame frame = new JobFrame(this, outer, node, node.getContext(), elements);
    node.runsIn(frame);
    enter(outer, frame);
    return frame;
  }

  /** Enters a frame that no cancellation reaches from outside. */
  public JobFrame pushShield() {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    CoroutineContext context = outer.elements.plus(this).plus(NonCancellable.INSTANCE);
    JobFrame frame = new JobFrame(this, outer, NonCancellable.INSTANCE, context, outer.elements);
    enter(outer, frame);
    return frame;
  }

  /**
   * Enters a frame for the coroutine of {@code context}, a step of which this body runs in line. It
   * is to be left by {@link #pop}.
   */
  public JobFrame pushUnder(CoroutineContext context) {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    JobFrame frame = JobFrame.under(context, this, outer);
    enter(outer, frame);
    frame.watch();
    return frame;
  }

  private void enter(JobFrame outer, JobFrame frame) {
    current = frame;
    if (!outer.job.isActive()) {
      boolean ours = outer.wasInterrupted(); // first of all, waits for one that is on its way
      if (Thread.interrupted() && !(ours && outer.deferInterrupt())) {
        interruptThread(); // it was not for the outer frame
      }
    }
  }

  /** Leaves {@code frame}, which is the innermost; {@code thrown} is what it throws, if it does. */
  public void pop(JobFrame frame, @Nullable Throwable thrown) {
    JobFrame outer = frame.outer;
    if (outer == null) {
      throw new IllegalStateException("the first frame of a body ends with the body");
    }
    frame.leave();
    frame.close();
    current = outer;
    if (thrown instanceof CancellationException cancellation && outer.isToldBy(cancellation)) {
      outer.acknowledgeCancellation();
    } else {
      outer.deliverPendingInterrupt();
    }
    frame.tellPopped();
  }

  @Override
  public String toString() {
    return "Coroutine on " + home;
  }
}
