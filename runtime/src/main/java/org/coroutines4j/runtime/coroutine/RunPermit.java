package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The permit that a coroutine holds while it runs code. Without a limit it keeps the permit even
 * while it is parked. A part of {@link CoroutineThread}, so that a coroutine needs no further
 * object.
 */
abstract class RunPermit extends Parker implements ConcurrencyLimiter.WakingGrant {
  /*
   * state            meaning                                          moved on by
   * HOLDING          the thread may run; always, without a limit      the thread, to RELEASED before it parks, to
   *                                                                   QUEUED by a yield, to DETACHED by
   *                                                                   releasePermit
   * RELEASED         parked, without a permit                         a wake-up, to QUEUED; the thread itself, back
   *                                                                   to HOLDING, if its condition is met after all
   * QUEUED           wants a permit                                   the limiter, to HOLDING, and unparks
   * DETACHED         runs code that needs no permit, with the clock   the thread, to DETACHED_PARKED before it
   *                  of a test paused                                 parks, or to QUEUED by acquirePermit
   * DETACHED_PARKED  such code is parked; the clock runs              a wake-up, to DETACHED, which pauses the clock
   *                                                                   before that can be seen
   *
   * The thread checks its condition once more after it has written RELEASED (or DETACHED_PARKED) and before it
   * gives the permit up. A wake-up that comes later reads that state; one that came earlier has met the
   * condition. So no wake-up is lost. A late wake-up, meant for an earlier wait, takes no permit for code in
   * DETACHED: only the thread itself leaves that state.
   */
  private static final byte HOLDING = 0;
  private static final byte RELEASED = 1;
  private static final byte QUEUED = 2;
  private static final byte DETACHED = 3;
  private static final byte DETACHED_PARKED = 4;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RunPermit.class, "permitState", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ScopeDispatcher dispatcher;

  /** A copy of {@link ConcurrencyLimiter#isLimited}, which each wait and each wake-up reads. */
  private final boolean limited;

  private volatile byte permitState = HOLDING;

  /** The loan by which this coroutine has the permit of another one; of the thread only. */
  private @Nullable PermitLoan loan;

  /** The waiter behind this one in the queue of the limiter, which guards this field. */
  private ConcurrencyLimiter.@Nullable WakingGrant nextWaiter;

  RunPermit(ScopeDispatcher dispatcher) {
    this.dispatcher = dispatcher;
    this.limited = dispatcher.limiter().isLimited();
  }

  /** Returns the dispatcher that the coroutine runs on. */
  public final ScopeDispatcher dispatcher() {
    return dispatcher;
  }

  private ConcurrencyLimiter limiter() {
    return dispatcher.limiter(); // not in a field, which would make each coroutine larger
  }

  /** Returns whether other coroutines may have to wait for the permit of this one. */
  final boolean isLimited() {
    return limited;
  }

  /** Returns what a dump shows. May be called by any thread. */
  final PermitState permit() {
    if (!limited) {
      return PermitState.UNLIMITED;
    }
    return switch (permitState) {
      case HOLDING -> PermitState.HELD;
      case RELEASED -> PermitState.RELEASED;
      case QUEUED -> PermitState.WAITING;
      default -> PermitState.NOT_NEEDED;
    };
  }

  @Override
  final boolean holdsPermit() {
    return permitState == HOLDING;
  }

  // Called by the thread.

  /**
   * Releases the permit for blocking code that follows. Returns whether {@link
   * CoroutineThread#acquirePermit} must be called after it. That is not so without a limit, nor in
   * code that has released it already, nor on a borrowed thread: the next holder of the permit
   * might need that very thread.
   */
  public final boolean releasePermit() {
    if (!limited || permitState != HOLDING || dispatcher.isForeignThread()) {
      boolean unused = !limited && giveBackLoan();
      return false;
    }
    DebugState debug = debugState();
    if (debug != null) {
      debug.stepEnds();
    }
    permitState = DETACHED;
    limiter().pauseClock();
    passPermit();
    return true;
  }

  /** Returns whether the code that runs has released its permit by {@link #releasePermit}. */
  public final boolean isWithoutPermit() {
    return permitState == DETACHED;
  }

  /** Waits for a permit after {@link #releasePermit}, whatever is cancelled meanwhile. */
  final void reacquirePermit() {
    permitState = QUEUED;
    limiter().acquire(this);
    limiter().resumeClock();
    park(() -> true);
  }

  /**
   * Passes the permit on and waits for the next one. Returns whether no other coroutine wanted it.
   */
  final boolean yieldPermit() {
    if (!limited || isWithoutPermit()) {
      boolean unused = giveBackLoan();
      return true;
    }
    waitsForPermit();
    permitState = QUEUED; // queues first: the next holder may release the permit immediately
    limiter().acquire(this);
    passPermit();
    boolean alone = permitState == HOLDING;
    park(() -> true);
    return alone;
  }

  /*
   * Gives the permit up each time, and not only once: a late wake-up, meant for something else, may have
   * brought it back too early.
   */
  @Override
  final boolean isReadyWithPermit(ReadyCondition condition) {
    byte seen = permitState;
    if (seen != HOLDING && seen != DETACHED) {
      return false;
    }
    if (condition.isReady()) {
      return true;
    }
    if (!limited) {
      boolean unused = giveBackLoan();
      return false;
    }
    if (seen == HOLDING) {
      waitsForPermit(); // while it still holds the permit: it may log
    }
    byte parking = seen == HOLDING ? RELEASED : DETACHED_PARKED;
    permitState = parking;
    if (condition.isReady() && STATE.compareAndSet(this, parking, seen)) {
      return true;
    }
    if (seen == HOLDING) {
      passPermit();
    } else {
      limiter().resumeClock();
    }
    return false;
  }

  /** As {@link #wake}, but by the thread itself, and leaves no unpark behind. */
  @Override
  final void regainPermit() {
    if (permitState == DETACHED_PARKED) {
      reattach();
    } else if (STATE.compareAndSet(this, RELEASED, QUEUED)) {
      limiter().acquire(this);
    }
    while (permitState == QUEUED) {
      parkOnce();
    }
  }

  /** Returns the permit to the coroutine that lent it, or else to the limiter. */
  final void passPermit() {
    if (!giveBackLoan()) {
      limiter().release();
    }
  }

  private void waitsForPermit() {
    DebugState debug = debugState();
    if (debug != null) {
      debug.waitsForPermit();
    }
  }

  // Called by any thread, even that of all timers: these only store and unpark.

  @Override
  public final void wake() {
    if (limited) {
      if (STATE.compareAndSet(this, RELEASED, QUEUED)) {
        limiter().acquire(this);
        return;
      }
      if (permitState == DETACHED_PARKED) {
        reattach();
      }
    }
    unparkIfAsleep();
  }

  /** Pauses the clock before it can be seen that the thread is awake. */
  private void reattach() {
    limiter().pauseClock();
    if (!STATE.compareAndSet(this, DETACHED_PARKED, DETACHED)) {
      limiter().resumeClock();
    }
  }

  /**
   * Gives the permit to this coroutine. Called by the thread that releases the permit; by the
   * coroutine's own thread if that was woken before it parked.
   */
  @Override
  public final void run() {
    permitState = HOLDING;
    unpark();
  }

  @Override
  public final ConcurrencyLimiter.@Nullable WakingGrant nextWaiter() {
    return nextWaiter;
  }

  @Override
  public final void setNextWaiter(ConcurrencyLimiter.@Nullable WakingGrant waiter) {
    nextWaiter = waiter;
  }

  // Loans: by the thread.

  final void borrow(PermitLoan newLoan) {
    loan = newLoan;
  }

  final boolean hasLoan() {
    return loan != null;
  }

  /** Returns a borrowed permit. Returns false if there is none to return. */
  final boolean giveBackLoan() {
    PermitLoan borrowed = loan;
    loan = null;
    return borrowed != null && borrowed.giveBack();
  }

  /** Waits until {@code lent} is over, and then for a permit if the borrower keeps the lent one. */
  final void awaitEnd(PermitLoan lent) {
    lent.startChecks();
    parkWithoutPermit(lent::isOver);
    lent.stopChecks();
    if (lent.isKept() && limited) {
      permitState = QUEUED;
      limiter().acquire(this);
      park(() -> true);
    }
  }
}
