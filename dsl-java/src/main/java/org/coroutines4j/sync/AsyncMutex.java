package org.coroutines4j.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.internal.LowPriorityInOverloadResolution;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one task at a time holds, also while it waits for something else. It is a mutex of
 * kotlinx, which Kotlin code may share. Whoever comes first gets it first, and nobody passes those
 * who wait. Not reentrant: a task that locks it twice waits for itself for ever. It belongs to no
 * task: any may unlock it.
 */
public final class AsyncMutex {
  private final Mutex mutex = MutexKt.Mutex(false);

  /** In debug mode, the task that is in {@link #withLock}, which nobody else ends. */
  private volatile @Nullable Job holder;

  /** Creates an unlocked mutex. */
  public AsyncMutex() {}

  Mutex kotlin() {
    return mutex;
  }

  /**
   * Runs {@code body} while holding the lock, which is given back however the body ends. A
   * cancellation point before the body runs, which it does on the caller's thread.
   *
   * @throws CancellationException if the caller is cancelled while it waits
   * @throws IllegalStateException on a thread that must not wait
   */
  public <T extends @Nullable Object> T withLock(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> withLockIn(caller, body));
  }

  private <T extends @Nullable Object> T withLockIn(
      CoroutineThread caller, Callable<? extends T> body) {
    lockIn(caller);
    if (Debug.isOn()) {
      holder = caller.rootJob();
    }
    try {
      return body.call();
    } catch (Throwable t) {
      throw TaskFailedException.unchecked(caller.frame().translateFailure(t));
    } finally {
      unlock();
    }
  }

  /** Runs {@code body} while holding the lock, as {@link #withLock(Callable)}, without a result. */
  @LowPriorityInOverloadResolution
  public void withLock(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    this.<@Nullable Object>withLock(
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Takes the lock, and waits while somebody holds it. A cancellation point; a caller that is
   * cancelled while it waits does not hold the lock, and passes it on if it was about to get it.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  public void lock() {
    CoroutineThreads.run(this::lockIn);
  }

  void lockIn(CoroutineThread body) {
    body.checkpoint();
    if (!mutex.tryLock(null)) {
      if (Debug.isOn()) {
        DeadlockDetector.enter(body, new WaitEdge(() -> holder, false));
      }
      try {
        body.await(k -> mutex.lock(null, k));
      } finally {
        body.awaits(null);
      }
    }
  }

  /** Waits for the lock, and throws nothing. */
  void lockAgainIn(CoroutineThread body) {
    body.await(k -> mutex.lock(null, k));
  }

  /** Takes the lock if nobody holds it. Never waits, on any thread. */
  public boolean tryLock() {
    return mutex.tryLock(null);
  }

  /**
   * Takes the lock as {@link #lock} does, and waits for it for at most {@code timeout}. Returns
   * whether the caller holds it. A cancellation point. A lock that is handed to the caller as the
   * time ends, or as the caller is cancelled, is kept, and this returns true.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #tryLock()}; too large to
   *     represent in nanoseconds: without a limit
   * @throws CancellationException if the caller is cancelled; it does not hold the lock
   * @throws IllegalStateException on a thread that must not wait
   */
  public boolean tryLock(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Boolean>call(body -> tryLockIn(body, nanos));
  }

  private boolean tryLockIn(CoroutineThread body, long nanos) {
    if (nanos == Nanos.FOREVER) {
      lockIn(body); // in debug mode, also looks for a deadlock
      return true;
    }
    body.checkpoint();
    return mutex.tryLock(null)
        || (nanos > 0
            && TimedAwait.await(body, nanos, k -> mutex.lock(null, k)) != TimedAwait.TIMED_OUT);
  }

  /** Whether somebody holds the lock. */
  public boolean isLocked() {
    return mutex.isLocked();
  }

  /**
   * Gives the lock back, to the one who has waited longest. Never waits.
   *
   * @throws IllegalStateException if nobody holds it
   */
  public void unlock() {
    requireLocked("unlock()");
    if (holder != null) {
      holder = null; // before others may have it
    }
    mutex.unlock(null);
  }

  void requireLocked(String call) {
    if (!mutex.isLocked()) {
      throw new IllegalStateException(call + " needs the lock, but nobody holds it");
    }
  }

  @Override
  public String toString() {
    return "AsyncMutex (" + (isLocked() ? "locked" : "unlocked") + ")";
  }
}
