package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/**
 * Code that waits for a permit, or for a thread of a foreign executor. It can be withdrawn until it
 * runs, because a busy executor may take any time to run it, or may have dropped it.
 */
public final class PendingStart implements Runnable, ActiveThreads.Counted {
  /*
   * state        meaning                                       moved on by
   * QUEUED       waits for a permit                            the grant, to HANDED_OVER; withdraw, to WITHDRAWN
   * HANDED_OVER  has a permit and was passed to the executor   the executor's thread, to RUNNING; withdraw or a
   *                                                            refusal, to WITHDRAWN
   * RUNNING      runs, or has run                              -
   * WITHDRAWN    will never run                                -
   *
   * Code that has run releases its permit itself. The thread that moves the state from HANDED_OVER to WITHDRAWN
   * releases the permit. The thread that moves the state to WITHDRAWN also drops the references to the code,
   * since an executor may keep this object indefinitely.
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

  /** What the limiter runs when it grants the permit. One object, so that its queue can find it. */
  private final Runnable granted = this::handOver;

  /** The counter that still counts this code; null if none does. */
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

  /** Asks for a permit, and then for a thread. Does not wait. */
  public void begin() {
    dispatcher.limiter().acquire(granted);
  }

  private void handOver() {
    if (!state.compareAndSet(State.QUEUED, State.HANDED_OVER)) {
      releasePermit();
      return;
    }
    try {
      dispatcher.threads().start(threadName, this);
      if (state.get() == State.WITHDRAWN) {
        uncount(); // withdrawn before the executor's threads began to count it
      }
    } catch (Throwable t) {
      Consumer<Throwable> handler = refused;
      if (state.compareAndSet(State.HANDED_OVER, State.WITHDRAWN)) {
        releasePermit();
        dropReferences();
        if (handler != null) {
          handler.accept(t);
        }
      } else if (state.get() == State.RUNNING) {
        Warning.EXECUTOR_FAILED_LATE.log(
            "the executor of "
                + dispatcher
                + " accepted a task and then threw "
                + TextEscapes.inLine(String.valueOf(t)));
      }
    }
  }

  /** Ensures that the code never runs and holds no permit. Returns false if it runs, or has run. */
  public boolean withdraw() {
    if (state.compareAndSet(State.QUEUED, State.WITHDRAWN)) {
      dispatcher.limiter().withdraw(granted); // if that fails, handOver releases the permit
    } else if (state.compareAndSet(State.HANDED_OVER, State.WITHDRAWN)) {
      releasePermit();
      uncount();
    } else {
      return false;
    }
    dropReferences();
    return true;
  }

  private void releasePermit() {
    dispatcher.limiter().release();
  }

  private void dropReferences() {
    code = null;
    refused = null;
  }

  @Override
  public void countedBy(ActiveThreads counter) {
    live.set(counter);
  }

  /** Runs the code on the thread of the caller, unless the code was withdrawn. */
  @Override
  public void run() {
    Runnable wanted = code;
    try {
      if (wanted != null && state.compareAndSet(State.HANDED_OVER, State.RUNNING)) {
        dropReferences();
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
