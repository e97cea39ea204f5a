package org.coroutines4j.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.internal.LowPriorityInOverloadResolution;
import kotlinx.coroutines.sync.Semaphore;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: it has a number of permits, and a task that finds none waits. It is fair: waiters
 * acquire permits first come, first served, and no task overtakes them. It is backed by a {@code
 * Semaphore} of kotlinx.coroutines, which Kotlin code may use too.
 *
 * <p>Permits are not owned by tasks: any task or thread may release one.
 */
public final class AsyncSemaphore {
  static {
    SyncAccess.registerSemaphore(AsyncSemaphore::kotlin);
  }

  private final Semaphore semaphore;
  private final int bound;

  /**
   * Creates a semaphore with {@code permits} permits. As with {@link
   * java.util.concurrent.Semaphore}, further calls of {@link #release} add permits.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public AsyncSemaphore(int permits) {
    this(requireNotNegative(permits), Integer.MAX_VALUE);
  }

  /**
   * Creates a semaphore of kotlinx, which always has a bound. Permits that do not exist yet count
   * as acquired.
   */
  private AsyncSemaphore(int permits, int bound) {
    this.bound = bound;
    this.semaphore = SemaphoreKt.Semaphore(bound, bound - permits);
  }

  private static int requireNotNegative(int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must be at least 0, but was " + permits);
    }
    return permits;
  }

  /**
   * Returns a semaphore with {@code permits} permits that never has more. A {@link #release} that
   * would add a permit throws an exception.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1
   */
  public static AsyncSemaphore bounded(int permits) {
    return bounded(permits, 0);
  }

  /**
   * Returns a semaphore with at most {@code permits} permits, as {@link #bounded(int)} does, of
   * which {@code acquired} are acquired already. Each of them is added by a {@link #release}.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1, or if {@code acquired} is
   *     negative or more than {@code permits}
   */
  public static AsyncSemaphore bounded(int permits, int acquired) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be at least 1, but was " + permits);
    }
    if (acquired < 0 || acquired > permits) {
      throw new IllegalArgumentException(
          "acquired must be from 0 to the number of permits, " + permits + ", but was " + acquired);
    }
    return new AsyncSemaphore(permits - acquired, permits);
  }

  Semaphore kotlin() {
    return semaphore;
  }

  /**
   * Acquires a permit as {@link #acquire} does, runs {@code body} on the caller's thread, and
   * releases the permit, however {@code body} ends. Returns the result of {@code body}. A
   * cancellation point before {@code body} runs.
   *
   * <p>An exception of {@code body} is thrown as {@link org.coroutines4j.Task#await} throws the
   * failure of a task: an unchecked one as the same object, a checked one wrapped.
   *
   * @throws CancellationException if the caller is cancelled while it waits for a permit; {@code
   *     body} does not run
   * @throws IllegalStateException on a thread that must not wait
   */
  public <T extends @Nullable Object> T withPermit(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> withPermitIn(caller, body));
  }

  private <T extends @Nullable Object> T withPermitIn(
      CoroutineThread caller, Callable<? extends T> body) {
    acquireIn(caller);
    try {
      return body.call();
    } catch (Throwable t) {
      throw TaskFailedException.unchecked(caller.frame().translateFailure(t));
    } finally {
      release();
    }
  }

  /**
   * Runs {@code body}, which returns nothing, with a permit, as {@link #withPermit(Callable)} does.
   * A cancellation point before {@code body} runs.
   */
  @LowPriorityInOverloadResolution
  public void withPermit(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    this.<@Nullable Object>withPermit(
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Acquires a permit. Waits while there is none. A cancellation point. A caller that is cancelled
   * while it waits does not hold a permit. If a permit was about to be handed to it, the next
   * waiter gets it.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  public void acquire() {
    CoroutineThreads.run(this::acquireIn);
  }

  private void acquireIn(CoroutineThread body) {
    body.checkpoint();
    if (!semaphore.tryAcquire()) {
      body.await(semaphore::acquire);
    }
  }

  /**
   * Acquires a permit if one is available, and returns whether it did. Never waits, on any thread.
   */
  public boolean tryAcquire() {
    return semaphore.tryAcquire();
  }

  /**
   * Acquires a permit as {@link #acquire} does, and waits for it at most {@code timeout}. Returns
   * whether the caller has acquired a permit. A cancellation point.
   *
   * <p>If a permit is handed to the caller at the moment when the time expires or the caller is
   * cancelled, the caller keeps it and this returns true.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #tryAcquire()}. If it is too large to represent in nanoseconds, there is no limit.
   * @throws CancellationException if the caller is cancelled; it has not acquired a permit
   * @throws IllegalStateException on a thread that must not wait
   */
  public boolean tryAcquire(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Boolean>call(body -> tryAcquireIn(body, nanos));
  }

  private boolean tryAcquireIn(CoroutineThread body, long nanos) {
    body.checkpoint();
    return semaphore.tryAcquire()
        || (nanos > 0 && TimedAwait.await(body, nanos, semaphore::acquire) != TimedAwait.TIMED_OUT);
  }

  /**
   * Releases a permit. The task that has waited longest acquires it. Any task or thread may call
   * this. Never waits.
   *
   * @throws IllegalStateException if there would be more permits than the bound of {@link
   *     #bounded}, or more than {@link Integer#MAX_VALUE}
   */
  public void release() {
    try {
      semaphore.release();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "release() was called more often than acquire(): there "
              + (bound == 1 ? "is " : "are ")
              + counted(bound)
              + (bound < Integer.MAX_VALUE
                  ? ". Use new AsyncSemaphore(permits) if release() may add permits."
                  : ", and an int cannot count more."),
          e);
    }
  }

  /**
   * Returns the number of permits that can be acquired without waiting now. Never waits, on any
   * thread.
   */
  public int availablePermits() {
    return semaphore.getAvailablePermits();
  }

  @Override
  public String toString() {
    return "AsyncSemaphore (" + counted(availablePermits()) + ")";
  }

  private static String counted(int permits) {
    return permits + (permits == 1 ? " permit" : " permits");
  }
}
