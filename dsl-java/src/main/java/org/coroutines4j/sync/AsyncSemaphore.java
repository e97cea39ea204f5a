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
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, for that many tasks at once. It is a semaphore of kotlinx, which Kotlin code
 * may share. Whoever comes first gets a permit first, and nobody passes those who wait. A permit
 * belongs to no task: any may release it.
 */
public final class AsyncSemaphore {
  private final Semaphore semaphore;
  private final int bound;

  /**
   * Creates a semaphore with {@code permits} permits. As with {@link
   * java.util.concurrent.Semaphore}, {@link #release} may add further permits to these.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public AsyncSemaphore(int permits) {
    this(requireNotNegative(permits), Integer.MAX_VALUE);
  }

  /** The semaphore of kotlinx has a bound: permits that do not exist yet count as acquired. */
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
   * Returns a semaphore that never has more than {@code permits} permits: a {@link #release} beyond
   * them is refused.
   *
   * @throws IllegalArgumentException if {@code permits} is less than 1
   */
  public static AsyncSemaphore bounded(int permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits must be at least 1, but was " + permits);
    }
    return new AsyncSemaphore(permits, permits);
  }

  Semaphore kotlin() {
    return semaphore;
  }

  /**
   * Runs {@code body} while holding a permit, which is given back however the body ends. A
   * cancellation point before the body runs, which it does on the caller's thread.
   *
   * @throws CancellationException if the caller is cancelled while it waits
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

  /** Runs {@code body} with a permit, as {@link #withPermit(Callable)} does, without a result. */
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
   * Takes a permit, and waits while there is none. A cancellation point; a caller that is cancelled
   * while it waits holds no permit, and passes on the one that it was about to get.
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

  /** Takes a permit if there is one that nobody waits for. Never waits, on any thread. */
  public boolean tryAcquire() {
    return semaphore.tryAcquire();
  }

  /**
   * Takes a permit as {@link #acquire} does, and waits for it for at most {@code timeout}. Returns
   * whether the caller has got one. A cancellation point. A permit that is handed to the caller as
   * the time ends, or as the caller is cancelled, is kept, and this returns true.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #tryAcquire()}; too large to
   *     represent in nanoseconds: without a limit
   * @throws CancellationException if the caller is cancelled; it has not got a permit
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
   * Gives a permit back, to the one who has waited longest. Never waits.
   *
   * @throws IllegalStateException if there would be more permits than the bound of {@link
   *     #bounded}, or more than {@link Integer#MAX_VALUE}
   */
  public void release() {
    try {
      semaphore.release();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "release() was called more often than acquire(): there are "
              + bound
              + " permits"
              + (bound < Integer.MAX_VALUE
                  ? ". Use new AsyncSemaphore(permits) if release() may add permits."
                  : ", and an int cannot count more."),
          e);
    }
  }

  /** How many permits there are to take now. */
  public int availablePermits() {
    return semaphore.getAvailablePermits();
  }

  @Override
  public String toString() {
    return "AsyncSemaphore (" + availablePermits() + " permits)";
  }
}
