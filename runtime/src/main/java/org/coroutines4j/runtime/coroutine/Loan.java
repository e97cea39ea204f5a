package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The turn of a body, lent to a task that it starts until that first waits, or ends. So a task
 * begins as a coroutine does that kotlinx starts undispatched: what it does before it waits is done
 * when its starter goes on, and nobody else has had the turn in between. Where there are no turns
 * the starter just waits.
 */
final class Loan {
  /*
   * state       who has the turn, and when
   * OPEN        the borrower runs with it; the lender waits
   * GIVEN_BACK  the lender goes on with it: the borrower waits, or has ended
   * KEPT        the borrower: it blocks in a call, and the lender queues for another turn
   * SHARED      the lender goes on with it, since the borrower is blocked on a monitor, maybe one that the
   *             lender holds; the borrower runs without a turn until it first waits
   */
  private enum State {
    OPEN,
    GIVEN_BACK,
    KEPT,
    SHARED
  }

  /** Nanoseconds between two looks at the borrower's thread. */
  private static final long INTERVAL = 2_000_000;

  /** So many looks in a row must find it blocked: a lock is mostly there within microseconds. */
  private static final int LOOKS = 6;

  private final CoroutineThread lender;
  private final CoroutineThread borrower;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private volatile @Nullable DisposableHandle nextLook;

  /** How many looks in a row have found the borrower blocked: of the thread of all timers. */
  private int blocked;

  Loan(CoroutineThread lender, CoroutineThread borrower) {
    this.lender = lender;
    this.borrower = borrower;
  }

  /** The borrower is about to wait, or has ended. False if it has a turn to give up. */
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
   * Looks at the borrower's thread from time to time: it may block in a call that this library does
   * not see. The lender waits no longer for that than for a wait. In the time of a test it waits
   * for calls that block, since the turn covers them there, but not for a monitor.
   */
  void beginLooking() {
    nextLook = Clock.system().schedule(INTERVAL, this::look);
  }

  private void look() {
    Thread thread = borrower.thread();
    Thread.State now = thread == null ? Thread.State.NEW : thread.getState();
    boolean onMonitor = now == Thread.State.BLOCKED;
    blocked = onMonitor || isBlockedCall(now) ? blocked + 1 : 0;
    if (blocked < LOOKS) {
      if (!isOver()) {
        beginLooking();
      }
    } else if (state.compareAndSet(State.OPEN, onMonitor ? State.SHARED : State.KEPT)) {
      lender.wake();
    }
  }

  private boolean isBlockedCall(Thread.State now) {
    return (now == Thread.State.WAITING || now == Thread.State.TIMED_WAITING)
        && lender.dispatcher().clock() == Clock.system();
  }

  void stopLooking() {
    DisposableHandle next = nextLook;
    if (next != null) {
      next.dispose(); // one that is set meanwhile finds that it is over
    }
  }
}
