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
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held by one task at a time, and stays held while that task waits for something
 * else. It is fair: waiters acquire it first come, first served, and no task overtakes them. It is
 * backed by a {@code Mutex} of kotlinx.coroutines, which Kotlin code may use too.
 *
 * <p>The mutex is not reentrant: a task that locks it twice waits for itself indefinitely. It is
 * not owned by a task: any task or thread may unlock it.
 */
public final class AsyncMutex {
  static {
    SyncAccess.registerMutex(AsyncMutex::kotlin);
    SyncAccess.registerAcquirer(lock -> lock.recordAcquirer(CoroutineThreads.current()));
  }

  private final Mutex mutex = MutexKt.Mutex(false);

  /** In debug mode, the task that is in {@link #withLock}; null if there is none. */
  private volatile @Nullable Job holder;

  /**
   * In debug mode, the task that has acquired the lock last, by whatever method; null if none. It
   * is for {@link #toString} only: any task may release the lock.
   */
  private volatile @Nullable Job acquirer;

  /** Creates an unlocked mutex. */
  public AsyncMutex() {}

  Mutex kotlin() {
    return mutex;
  }

  /**
   * Acquires the lock as {@link #lock} does, runs {@code body} on the caller's thread, and releases
   * the lock, however {@code body} ends. Returns the result of {@code body}. A cancellation point
   * before {@code body} runs.
   *
   * <p>An exception of {@code body} is thrown as {@link org.coroutines4j.Task#await} throws the
   * failure of a task: an unchecked one as the same object, a checked one wrapped.
   *
   * @throws CancellationException if the caller is cancelled while it waits for the lock; {@code
   *     body} does not run
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

  /**
   * Runs {@code body}, which returns nothing, with the lock held, as {@link #withLock(Callable)}
   * does. A cancellation point before {@code body} runs.
   */
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
   * Acquires the lock. Waits while it is held. A cancellation point. A caller that is cancelled
   * while it waits does not hold the lock. If the lock was about to be handed to it, the next
   * waiter gets it.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, or, in debug mode, if this wait
   *     would close a cycle of tasks that wait for each other
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
    recordAcquirer(body);
  }

  private void recordAcquirer(@Nullable CoroutineThread body) {
    if (Debug.isOn()) {
      acquirer = body == null ? null : body.rootJob();
    }
  }

  /** Waits for the lock. Throws nothing if the caller is shielded from cancellation. */
  void lockAgainIn(CoroutineThread body) {
    body.await(k -> mutex.lock(null, k));
    recordAcquirer(body);
  }

  /** Acquires the lock if it is free, and returns whether it did. Never waits, on any thread. */
  public boolean tryLock() {
    boolean acquired = mutex.tryLock(null);
    if (acquired) {
      recordAcquirer(CoroutineThreads.current());
    }
    return acquired;
  }

  /**
   * Acquires the lock as {@link #lock} does, and waits for it at most {@code timeout}. Returns
   * whether the caller holds the lock. A cancellation point.
   *
   * <p>If the lock is handed to the caller at the moment when the time expires or the caller is
   * cancelled, the caller keeps it and this returns true.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #tryLock()}. If it is too large to represent in nanoseconds, there is no limit.
   * @throws CancellationException if the caller is cancelled; it does not hold the lock
   * @throws IllegalStateException on a thread that must not wait
   */
  public boolean tryLock(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Boolean>call(body -> tryLockIn(body, nanos));
  }

  private boolean tryLockIn(CoroutineThread body, long nanos) {
    if (nanos == Nanos.FOREVER) {
      lockIn(body); // detects a deadlock in debug mode
      return true;
    }
    body.checkpoint();
    boolean acquired =
        mutex.tryLock(null)
            || (nanos > 0
                && TimedAwait.await(body, nanos, k -> mutex.lock(null, k)) != TimedAwait.TIMED_OUT);
    if (acquired) {
      recordAcquirer(body);
    }
    return acquired;
  }

  /** Returns whether the lock is held. Never waits, on any thread. */
  public boolean isLocked() {
    return mutex.isLocked();
  }

  /**
   * Releases the lock. The task that has waited longest acquires it. Any task or thread may call
   * this. Never waits.
   *
   * @throws IllegalStateException if the lock is not held
   */
  public void unlock() {
    requireLocked("unlock()");
    if (holder != null || acquirer != null) {
      holder = null; // before another task can acquire the lock
      acquirer = null;
    }
    mutex.unlock(null);
  }

  void requireLocked(String call) {
    if (!mutex.isLocked()) {
      throw new IllegalStateException(call + " needs the lock, but no task holds it");
    }
  }

  /** Tells whether the lock is held and, in debug mode, which task has acquired it. */
  @Override
  public String toString() {
    Job by = acquirer;
    String name = by instanceof DeadlockDetector.Node task ? " by " + task.label() : "";
    return "AsyncMutex (" + (isLocked() ? "locked" + name : "unlocked") + ")";
  }
}
