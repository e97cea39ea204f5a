package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.coroutines4j.runtime.debug.DebugLog;
import org.jspecify.annotations.Nullable;

/**
 * Code that waits for a turn, or for a thread that is not ours. Until it runs it can be withdrawn:
 * nobody knows when a busy executor has a thread for it, or whether it has dropped it.
 */
public final class PendingStart implements Runnable, ActiveThreads.Counted {
  /*
   * state       meaning                                          moved on by
   * QUEUED      waits for a turn                                 the grant, to HANDED_OVER; withdraw
   * HANDED_OVER has a turn; the threads have been asked for one  a thread, to RUNNING; withdraw; a refusal
   * RUNNING     runs, or has run; gives its turn back itself     -
   * WITHDRAWN   will never run                                   -
   *
   * Who moves it out of HANDED_OVER without running it gives the turn back, and who moves it to
   * WITHDRAWN lets go of the code, since an executor may keep this object for ever.
   */
  private enum State {
    QUEUED,
    HANDED_OVER,
    RUNNING,
    WITHDRAWN
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final ScopeDispatcher dispatcher;
  private final @Nullable String threadName;
  private volatile @Nullable Runnable code;
  private volatile @Nullable Consumer<Throwable> refused;

  /** Asked for by the turn that is granted; kept, so that it can be found again in the queue. */
  private final Runnable granted = this::handOver;

  private final AtomicReference<@Nullable ActiveThreads> live = new AtomicReference<>();

  PendingStart(
      ScopeDispatcher dispatcher,
      @Nullable String threadName,
      Runnable code,
      Consumer<Throwable> refused) {
    this.dispatcher = dispatcher;
    this.threadName = threadName;
    this.code = code;
    this.refused = refused;
  }

  /** Asks for a turn, and then for a thread. */
  public void begin() {
    ConcurrencyLimiter limiter = dispatcher.limiter();
    if (limiter == null) {
      handOver();
    } else {
      limiter.acquire(granted);
    }
  }

  private void handOver() {
    if (!state.compareAndSet(State.QUEUED, State.HANDED_OVER)) {
      releasePermit();
      return;
    }
    try {
      dispatcher.threads().start(threadName, this);
      if (state.get() == State.WITHDRAWN) {
        uncount();
      }
    } catch (Throwable t) {
      Consumer<Throwable> told = refused;
      if (state.compareAndSet(State.HANDED_OVER, State.WITHDRAWN)) {
        releasePermit();
        letGo();
        if (told != null) {
          told.accept(t);
        }
      } else if (state.get() == State.RUNNING) {
        DebugLog.tell("the executor of " + dispatcher + " has taken a task, and then thrown " + t);
      }
    }
  }

  /**
   * Sees to it that the code never runs, and that no turn is kept for it. False if it runs, or has.
   */
  public boolean withdraw() {
    if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
      ConcurrencyLimiter limiter = dispatcher.limiter();
      if (limiter != null) {
        limiter.withdraw(granted); // if it is just granted, that gives the turn back
      }
    } else if (state.compareAndSet(State.HANDED_OVER, State.WITHDRAWN)) {
      releasePermit();
      uncount();
    } else {
      return false;
    }
    letGo();
    return true;
  }

  private void releasePermit() {
    ConcurrencyLimiter limiter = dispatcher.limiter();
    if (limiter != null) {
      limiter.release();
    }
  }

  private void letGo() {
    code = null;
    refused = null;
  }

  @Override
  public void countedBy(ActiveThreads counter) {
    live.set(counter);
  }

  /** Runs the code on the thread that it was given, unless it has been withdrawn. */
  @Override
  public void run() {
    Runnable wanted = code;
    try {
      if (wanted != null && state.compareAndSet(State.HANDED_OVER, State.RUNNING)) {
        letGo();
        wanted.run();
      }
    } finally {
      uncount();
    }
  }

  @Override
  public void refused() {
    uncount();
  }

  private void uncount() {
    ActiveThreads counter = live.getAndSet(null);
    if (counter != null) {
      counter.ended();
    }
  }
}
