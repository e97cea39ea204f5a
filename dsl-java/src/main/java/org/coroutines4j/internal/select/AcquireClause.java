package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.Semaphore;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/**
 * A clause that acquires a lock or a permit.
 *
 * <p>kotlinx has no select clause for a semaphore. So while the select waits, a coroutine waits in
 * the queue of the lock or semaphore for it. If that coroutine has acquired it, and the select
 * chooses another clause or is cancelled, the clause releases it: the next waiter gets it.
 */
final class AcquireClause extends JobClause {
  private static final Job NOT_BEGUN = JobKt.Job(null);

  private final Object source;
  private final BooleanSupplier tryAcquire;
  private final SuspendCall acquire;
  private final Runnable release;

  /** Completes normally when the lock or permit is acquired. Each wait creates a new one. */
  private Job acquisition = NOT_BEGUN;

  private AcquireClause(
      Object source,
      BooleanSupplier tryAcquire,
      SuspendCall acquire,
      Runnable release,
      Callable<?> handler) {
    super(acquired -> handler.call());
    this.source = source;
    this.tryAcquire = tryAcquire;
    this.acquire = acquire;
    this.release = release;
  }

  static AcquireClause of(AsyncMutex lock, Callable<?> handler) {
    Mutex mutex = SyncAccess.mutexOf(Objects.requireNonNull(lock, "lock"));
    return new AcquireClause(lock, lock::tryLock, k -> mutex.lock(null, k), lock::unlock, handler);
  }

  static AcquireClause of(AsyncSemaphore permits, Callable<?> handler) {
    Semaphore semaphore = SyncAccess.semaphoreOf(Objects.requireNonNull(permits, "semaphore"));
    return new AcquireClause(
        permits, permits::tryAcquire, semaphore::acquire, permits::release, handler);
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
    acquisition =
        BuildersKt.launch(
            GlobalScope.INSTANCE,
            Dispatchers.getUnconfined(),
            CoroutineStart.UNDISPATCHED,
            (scope, k) -> acquireIn(k));
  }

  /** Acquires in the coroutine of {@code k}, by a suspend function, whose result is a Unit. */
  @SuppressWarnings({"unchecked", "NullAway"}) // misses that the result may be null
  private @Nullable Object acquireIn(Continuation<? super Unit> k) {
    try {
      return acquire.invoke((Continuation<@Nullable Object>) (Object) k);
    } catch (Throwable t) {
      throw SneakyThrow.sneak(t);
    }
  }

  @Override
  Job job() {
    return acquisition;
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    Job ended = acquisition;
    acquisition = NOT_BEGUN;
    if (chosen != this && ended != NOT_BEGUN) {
      ended.cancel(null);
      ended.invokeOnCompletion(
          failure -> {
            if (failure == null) {
              release.run();
            }
            return Unit.INSTANCE;
          });
    }
  }

  @Override
  public @Nullable Object result() {
    return null;
  }
}
