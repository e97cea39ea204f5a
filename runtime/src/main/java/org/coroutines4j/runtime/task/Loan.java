package org.coroutines4j.runtime.task;

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
  private enum State {
    OPEN,
    /** The lender goes on with its turn. */
    GIVEN_BACK,
    /** The borrower is blocked: it keeps the turn, and the lender needs another one. */
    KEPT
  }

  /** Nanoseconds between two looks at the borrower's thread. */
  private static final long INTERVAL = 2_000_000;

  /** So many looks in a row must find it blocked: a lock is mostly there within microseconds. */
  private static final int LOOKS = 6;

  private final Body lender;
  private final Body borrower;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private volatile @Nullable DisposableHandle nextLook;

  /** How many looks in a row have found the borrower blocked: of the thread of all timers. */
  private int blocked;

  Loan(Body lender, Body borrower) {
    this.lender = lender;
    this.borrower = borrower;
  }

  /** The borrower is about to wait, or has ended. False if the turn has become its own. */
  boolean giveBack() {
    boolean open = state.compareAndSet(State.OPEN, State.GIVEN_BACK);
    if (open) {
      lender.wake();
    }
    return open;
  }

  boolean isOver() {
    return state.get() != State.OPEN;
  }

  boolean isKept() {
    return state.get() == State.KEPT;
  }

  /**
   * The borrower may block in a call that nobody tells of; who starts it waits no longer then than
   * for a wait. In the time of a test it does, since the turn covers what blocks.
   */
  void beginLooking() {
    if (lender.home().clock() == Clock.system()) {
      lookLater();
    }
  }

  private void lookLater() {
    nextLook = lender.schedule(INTERVAL, this::look);
  }

  private void look() {
    blocked = isBlocked() ? blocked + 1 : 0;
    if (blocked == LOOKS) {
      if (state.compareAndSet(State.OPEN, State.KEPT)) {
        lender.wake();
      }
    } else if (!isOver()) {
      lookLater();
    }
  }

  private boolean isBlocked() {
    Thread thread = borrower.thread();
    Thread.State now = thread == null ? Thread.State.NEW : thread.getState();
    return now == Thread.State.WAITING
        || now == Thread.State.TIMED_WAITING
        || now == Thread.State.BLOCKED; // maybe on a monitor that the lender holds
  }

  void stopLooking() {
    DisposableHandle next = nextLook;
    if (next != null) {
      next.dispose(); // one that is set meanwhile finds that it is over
    }
  }
}
