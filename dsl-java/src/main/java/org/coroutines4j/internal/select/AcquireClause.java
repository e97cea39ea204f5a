package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.Semaphore;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/**
 * A clause that acquires a lock or a permit. kotlinx has no select clause for a semaphore, so an
 * {@link Acquisition} waits in the queue of the lock or semaphore while the select waits.
 */
final class AcquireClause extends JobClause {
  private static final Job NOT_BEGUN = JobKt.Job(null);

  private final Object source;
  private final BooleanSupplier tryAcquire;
  private final SuspendCall acquire;
  private final Runnable release;

  /** Called when the select has acquired the lock or permit, on the thread of the select. */
  private final Runnable onAcquired;

  /** Not null while a select waits. */
  private @Nullable Acquisition acquisition;

  private AcquireClause(
      Object source,
      BooleanSupplier tryAcquire,
      SuspendCall acquire,
      Runnable release,
      Runnable onAcquired,
      Callable<?> handler) {
    super(acquired -> handler.call());
    this.source = source;
    this.tryAcquire = tryAcquire;
    this.acquire = acquire;
    this.release = release;
    this.onAcquired = onAcquired;
  }

  static AcquireClause of(AsyncMutex lock, Callable<?> handler) {
    Mutex mutex = SyncAccess.mutexOf(Objects.requireNonNull(lock, "lock"));
    return new AcquireClause(
        lock,
        lock::tryLock,
        k -> mutex.lock(null, k),
        lock::unlock,
        () -> SyncAccess.recordAcquirerOf(lock),
        handler);
  }

  static AcquireClause of(AsyncSemaphore permits, Callable<?> handler) {
    Semaphore semaphore = SyncAccess.semaphoreOf(Objects.requireNonNull(permits, "semaphore"));
    return new AcquireClause(
        permits, permits::tryAcquire, semaphore::acquire, permits::release, () -> {}, handler);
  }

  @Override
  public Object source() {
    return source;
  }

  @Override
  public boolean tryNow() {
    return tryAcquire.getAsBoolean();
  }

  @Override
  public void begin(CoroutineThread body) {
    Acquisition begun = new Acquisition(release);
    acquisition = begun;
    begun.begin(acquire);
  }

  @Override
  Job job() {
    return acquisition == null ? NOT_BEGUN : acquisition.job();
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    Acquisition ended = acquisition;
    acquisition = null;
    if (ended != null && chosen != this) {
      ended.giveUp();
    }
  }

  @Override
  public @Nullable Object result() {
    onAcquired.run();
    return null;
  }
}
