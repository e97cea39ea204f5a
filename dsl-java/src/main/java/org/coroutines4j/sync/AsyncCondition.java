package org.coroutines4j.sync;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.coroutines4j.internal.sync.ConditionWait;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.internal.sync.WaitQueue;
import org.coroutines4j.internal.sync.Waiter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;

/**
 * A condition variable bound to an {@link AsyncMutex}. A task that holds the mutex waits until
 * another task signals that the state which the mutex guards has changed. All methods but {@link
 * #mutex} require that the mutex is locked. Waiters are signalled in the order in which they came.
 */
public final class AsyncCondition {
  /*
   * The mutex guards the queue of waiters. A waiter acquires the mutex again however its wait ends. So a cancelled
   * waiter can then check whether it had been signalled, and passes the signal on to the next waiter.
   */
  static {
    SyncAccess.registerCondition(SuspendingWait::new);
  }

  /** The wait of a coroutine, which suspends itself. */
  private record SuspendingWait(AsyncCondition condition) implements ConditionWait {
    @Override
    public void requireLocked(String call) {
      condition.mutex.requireLocked(call);
    }

    @Override
    public Waiter begin() {
      return condition.beginWait();
    }

    @Override
    public void end(Waiter waiter, boolean signalled) {
      condition.endWait(waiter, signalled);
    }
  }

  private final AsyncMutex mutex;
  private final WaitQueue<Waiter> waiters = new WaitQueue<>();

  /** Creates a condition with a new mutex, which {@link #mutex} returns. */
  public AsyncCondition() {
    this(new AsyncMutex());
  }

  /** Creates a condition bound to {@code mutex}. A mutex may have several conditions. */
  public AsyncCondition(AsyncMutex mutex) {
    this.mutex = Objects.requireNonNull(mutex, "mutex");
  }

  /** Returns the mutex to which this condition is bound. */
  public AsyncMutex mutex() {
    return mutex;
  }

  /**
   * Releases the mutex, waits for a signal, and acquires the mutex again. A cancellation point.
   *
   * <p>The caller holds the mutex again when this returns and when it throws. A caller that is
   * cancelled passes a signal that it has received on to the next waiter. So this may return
   * although the condition does not hold any more: use {@link #awaitUntil}, or check the condition
   * in a loop.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if the mutex is not locked, or on a thread that must not wait
   */
  public void await() {
    mutex.requireLocked("await()");
    CoroutineThreads.run(this::awaitIn);
  }

  private void awaitIn(CoroutineThread body) {
    body.checkpoint();
    Waiter waiter = beginWait();
    boolean signalled = false;
    try {
      body.join(waiter.over());
      signalled = true;
    } finally {
      lockAgain(body);
      endWait(waiter, signalled);
    }
  }

  /** Joins the waiters and releases the mutex. Returns the waiter, which a signal wakes. */
  Waiter beginWait() {
    Waiter waiter = new Waiter();
    waiters.add(waiter);
    mutex.unlock();
    return waiter;
  }

  /**
   * Ends a wait, with the mutex locked again. If the wait was signalled but ended otherwise, passes
   * the signal on to the next waiter.
   */
  void endWait(Waiter waiter, boolean signalled) {
    if (!waiters.remove(waiter) && !signalled) {
      signal();
    }
  }

  /** Acquires the mutex, even if the task is cancelled. */
  private void lockAgain(CoroutineThread body) {
    if (!mutex.tryLock()) {
      JobFrame shield = body.pushShield();
      try {
        mutex.lockAgainIn(body);
      } finally {
        body.pop(shield, null);
      }
    }
  }

  /**
   * Waits until {@code condition} holds. Checks it first, and again after each signal that this
   * caller gets. {@code condition} runs on the caller's thread, with the mutex locked. A
   * cancellation point, even if the condition holds immediately.
   *
   * <p>The caller holds the mutex when this returns and when it throws.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if the mutex is not locked, or on a thread that must not wait
   */
  public void awaitUntil(BooleanSupplier condition) {
    Objects.requireNonNull(condition, "condition");
    mutex.requireLocked("awaitUntil()");
    CoroutineThreads.run(CoroutineThread::checkpoint);
    while (!condition.getAsBoolean()) {
      await();
    }
  }

  /**
   * Wakes the task that has waited longest, if any task waits. That task continues when it has
   * acquired the mutex. Never waits, on any thread.
   *
   * @throws IllegalStateException if the mutex is not locked
   */
  public void signal() {
    mutex.requireLocked("signal()");
    Waiter longest = waiters.poll();
    if (longest != null) {
      longest.wake();
    }
  }

  /**
   * Wakes all tasks that wait now. They continue one after the other, as they acquire the mutex.
   * Never waits, on any thread.
   *
   * @throws IllegalStateException if the mutex is not locked
   */
  public void signalAll() {
    mutex.requireLocked("signalAll()");
    for (Waiter each = waiters.poll(); each != null; each = waiters.poll()) {
      each.wake(); // it cannot wait again before the caller releases the mutex
    }
  }
}
