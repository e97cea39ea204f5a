package org.coroutines4j.jdbc;

import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.Async;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A call of the driver that the cancellation of the task ends by that of the statement.
 *
 * <p>One cancellation of a statement may not be enough. It is lost if it comes before the driver
 * has begun the statement, or before the database has received it. So the statement is cancelled
 * again, in growing intervals, until the call has ended. The caller waits for the end of these
 * cancellations, so that none of them can hit the next statement of the connection.
 */
final class GuardedCall extends DriverException.Kept {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  private final Work work;
  private final @Nullable JdbcObject statement;
  private final DriverCancel cancel;
  private final Thread caller = Thread.currentThread();

  /** Written by the caller, read by the canceller. */
  private volatile boolean ended;

  /** The thread that cancels the statement; null until the task is cancelled. */
  private volatile @Nullable Thread canceller;

  /**
   * Creates the call of {@code work}.
   *
   * @param statement what to cancel; null if the call has no statement and ends by itself
   */
  GuardedCall(Work work, @Nullable JdbcObject statement, DriverCancel cancel) {
    this.work = work;
    this.statement = statement;
    this.cancel = cancel;
  }

  /**
   * Makes the call, and throws what the driver throws, or the cancellation.
   *
   * @param timeout what limits the statement besides; null for nothing
   */
  @Nullable Object run(@Nullable SessionTimeout timeout) throws Throwable {
    Work limited =
        timeout == null || statement == null
            ? this::callDriver
            : () -> timeout.call(this, (Statement) statement.target, this::callDriver);
    ThrowingRunnable body = () -> DriverException.carry(limited, this);
    try {
      Async.blocking(body, this::cancelUntilEnded);
      return result;
    } catch (DriverException e) {
      throw e.thrown();
    }
  }

  private @Nullable Object callDriver() throws Throwable {
    try {
      return work.call();
    } finally {
      ended = true;
      Thread cancelling = canceller;
      if (cancelling != null) {
        LockSupport.unpark(cancelling);
      }
    }
  }

  /** Called once, on a helper thread, when the task is cancelled. */
  private void cancelUntilEnded() {
    canceller = Thread.currentThread();
    LockSupport.unpark(caller); // it may wait for this in awaitCancellation
    long pause = FIRST_PAUSE;
    for (int attempt = 0; !ended; attempt++) {
      if (statement != null) {
        statement.wasCancelled = true;
        cancel.attempt((Statement) statement.target, attempt);
      }
      if (!ended) {
        LockSupport.parkNanos(this, pause);
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** Returns whether the cancellation of the task has reached this call. */
  boolean isCancelled() {
    return canceller != null;
  }

  /** Waits, on the caller's thread, until the task is cancelled, at most for {@code limit}. */
  void awaitCancellation(Duration limit) {
    long begin = System.nanoTime();
    long left = limit.toNanos();
    while (canceller == null && left > 0) {
      LockSupport.parkNanos(this, left);
      left = limit.toNanos() - (System.nanoTime() - begin);
    }
  }
}
