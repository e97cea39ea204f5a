package org.coroutines4j.sync;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;

/**
 * A wait, under a lock, until somebody signals that things under the lock have changed. All methods
 * need the lock. Who waits longest is signalled first.
 */
public final class AsyncCondition {
  /*
   * The set of waiters is guarded by the mutex. A waiter comes back to the mutex however its wait ends, so it
   * is there that a cancelled one sees whether it had been signalled, and then signals the next.
   */
  private final AsyncMutex mutex;
  private final Set<CompletableJob> waiters = new LinkedHashSet<>();

  /** Creates a condition with a lock of its own; see {@link #mutex}. */
  public AsyncCondition() {
    this(new AsyncMutex());
  }

  /** Creates a condition under {@code mutex}, which may have several conditions. */
  public AsyncCondition(AsyncMutex mutex) {
    this.mutex = Objects.requireNonNull(mutex, "mutex");
  }

  /** The lock that all methods need. */
  public AsyncMutex mutex() {
    return mutex;
  }

  /**
   * Gives the lock back, waits for a signal, and takes the lock again, whatever happens: also a
   * caller that is cancelled holds the lock when this throws, and has passed on a signal that was
   * for it. A cancellation point. It may return without a signal that was meant for it, as when
   * somebody cancelled passes one on: {@link #awaitUntil} asks again.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if nobody holds the lock, or on a thread that must not wait
   */
  public void await() {
    mutex.requireLocked("await()");
    CoroutineThreads.run(this::awaitIn);
  }

  private void awaitIn(CoroutineThread body) {
    body.checkpoint();
    CompletableJob signal = beginWait();
    boolean signalled = false;
    try {
      body.await(signal::join);
      signalled = true;
    } finally {
      lockAgain(body);
      endWait(signal, signalled);
    }
  }

  /** Gives the lock back; what is returned completes when there is a signal. */
  CompletableJob beginWait() {
    CompletableJob signal = JobKt.Job(null);
    waiters.add(signal);
    mutex.unlock();
    return signal;
  }

  /** With the lock again: passes the signal on that came for a waiter who has not seen it. */
  void endWait(CompletableJob signal, boolean signalled) {
    if (!waiters.remove(signal) && !signalled) {
      signal();
    }
  }

  /** Whatever is cancelled meanwhile. */
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
   * Waits as {@link #await} does until {@code condition} holds, which is asked under the lock, on
   * the caller's thread, at first and after each signal. A cancellation point, even if it holds at
   * once.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if nobody holds the lock, or on a thread that must not wait
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
   * Lets the one go on that has waited longest, if there is one, as soon as it gets the lock. Never
   * waits.
   *
   * @throws IllegalStateException if nobody holds the lock
   */
  public void signal() {
    mutex.requireLocked("signal()");
    var first = waiters.iterator();
    if (first.hasNext()) {
      CompletableJob signal = first.next();
      first.remove();
      signal.complete();
    }
  }

  /**
   * Lets all go on that wait now, one after the other as they get the lock. Never waits.
   *
   * @throws IllegalStateException if nobody holds the lock
   */
  public void signalAll() {
    mutex.requireLocked("signalAll()");
    waiters.forEach(CompletableJob::complete);
    waiters.clear();
  }
}
