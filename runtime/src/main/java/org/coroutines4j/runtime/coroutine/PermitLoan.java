package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The loan of a coroutine's permit to a task that it starts, until the task first waits or ends. So
 * the task starts as a kotlinx coroutine that is started undispatched: the lender continues after
 * the task has first waited, and no other coroutine has held the permit in between. Without a limit
 * there is no permit to lend, and the lender only waits.
 */
final class PermitLoan {
  /*
   * state       meaning                                                 moved on by
   * OPEN        the borrower runs with the permit; the lender waits     the borrower, to GIVEN_BACK; the check of its
   *                                                                     thread, to KEPT or SHARED
   * GIVEN_BACK  the borrower waits or has ended; the lender continues   -
   *             with the permit
   * KEPT        the borrower blocks in a call and keeps the permit;     -
   *             the lender acquires another one
   * SHARED      the borrower is blocked on a monitor, which the lender  -
   *             may hold; the lender continues with the permit, and the
   *             borrower runs without one until it first waits
   */
  private enum State {
    OPEN,
    GIVEN_BACK,
    KEPT,
    SHARED
  }

  private static final long CHECK_INTERVAL_NANOS = 2_000_000;

  /**
   * The number of checks in a row that must find the borrower blocked. Most locks are acquired
   * within microseconds.
   */
  private static final int CHECKS = 6;

  /**
   * The same in virtual time, where half a second must pass. A busy machine may stop the owner of a
   * monitor for longer than {@link #CHECKS}, and a loan that ended by that would change the order
   * of a test that must be the same each time.
   */
  private static final int CHECKS_IN_VIRTUAL_TIME = 250;

  private final CoroutineThread lender;
  private final CoroutineThread borrower;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private volatile @Nullable DisposableHandle nextCheck;

  /** The number of checks in a row that found the borrower blocked; of the timer thread only. */
  private int blockedChecks;

  PermitLoan(CoroutineThread lender, CoroutineThread borrower) {
    this.lender = lender;
    this.borrower = borrower;
  }

  /**
   * Ends the loan, because the borrower is about to wait or has ended. Returns false if the
   * borrower has kept the permit and must release it itself.
   */
  boolean giveBack() {
    boolean open = state.compareAndSet(State.OPEN, State.GIVEN_BACK);
    if (open) {
      lender.wake();
    }
    return open || state.get() == State.SHARED;
  }

  boolean isOver() {
    return state.get() != State.OPEN;
  }

  boolean isKept() {
    return state.get() == State.KEPT;
  }

  /**
   * Starts to check periodically whether the borrower's thread blocks in a call that this library
   * does not see. The lender then continues as if the borrower waited. In virtual time only a
   * monitor counts: a blocking call holds the permit there, and the lender waits for it.
   */
  void startChecks() {
    nextCheck = Clock.system().schedule(CHECK_INTERVAL_NANOS, this::check);
  }

  private void check() {
    Thread thread = borrower.thread();
    Thread.State now = thread == null ? Thread.State.NEW : thread.getState();
    boolean onMonitor = now == Thread.State.BLOCKED;
    boolean blocked = onMonitor || (isBlockedCall(now) && inRealTime());
    blockedChecks = blocked ? blockedChecks + 1 : 0;
    if (blockedChecks < (inRealTime() ? CHECKS : CHECKS_IN_VIRTUAL_TIME)) {
      if (!isOver()) {
        startChecks();
      }
    } else if (state.compareAndSet(State.OPEN, onMonitor ? State.SHARED : State.KEPT)) {
      lender.wake();
    }
  }

  private static boolean isBlockedCall(Thread.State now) {
    return now == Thread.State.WAITING || now == Thread.State.TIMED_WAITING;
  }

  private boolean inRealTime() {
    return lender.dispatcher().clock() == Clock.system();
  }

  void stopChecks() {
    DisposableHandle next = nextCheck;
    if (next != null) {
      next.dispose(); // a check that is scheduled concurrently finds that the loan is over
    }
  }
}
