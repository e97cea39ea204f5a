package org.coroutines4j.internal.sync;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.Semaphore;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/**
 * Gives the suspending forms of the sync types access to the parts that these types are made of.
 * Each type registers its access when its class is initialized, which is before an object of it
 * exists.
 */
public final class SyncAccess {
  private static volatile @Nullable Function<AsyncMutex, Mutex> mutex;
  private static volatile @Nullable Function<AsyncSemaphore, Semaphore> semaphore;
  private static volatile @Nullable Function<AsyncEvent, Job> event;
  private static volatile @Nullable Function<AsyncBarrier, BarrierArrival> barrier;
  private static volatile @Nullable Function<AsyncCondition, ConditionWait> condition;

  private static volatile @Nullable Consumer<AsyncMutex> acquirer;

  private SyncAccess() {}

  /** Registers how a lock notes, in debug mode, which task has acquired it. */
  public static void registerAcquirer(Consumer<AsyncMutex> access) {
    acquirer = access;
  }

  /** Notes, in debug mode, that the current task has acquired {@code lock}. */
  public static void recordAcquirerOf(AsyncMutex lock) {
    Objects.requireNonNull(acquirer).accept(lock);
  }

  /** Registers the mutex of kotlinx behind each lock. */
  public static void registerMutex(Function<AsyncMutex, Mutex> access) {
    mutex = access;
  }

  /** Registers the semaphore of kotlinx behind each semaphore. */
  public static void registerSemaphore(Function<AsyncSemaphore, Semaphore> access) {
    semaphore = access;
  }

  /** Registers the Job that is complete when an event is set. */
  public static void registerEvent(Function<AsyncEvent, Job> access) {
    event = access;
  }

  /** Registers how a coroutine arrives at a barrier. */
  public static void registerBarrier(Function<AsyncBarrier, BarrierArrival> access) {
    barrier = access;
  }

  /** Registers how a coroutine waits for a condition. */
  public static void registerCondition(Function<AsyncCondition, ConditionWait> access) {
    condition = access;
  }

  /** Returns the mutex of kotlinx behind {@code lock}. */
  public static Mutex mutexOf(AsyncMutex lock) {
    return apply(mutex, lock);
  }

  /** Returns the semaphore of kotlinx behind {@code permits}. */
  public static Semaphore semaphoreOf(AsyncSemaphore permits) {
    return apply(semaphore, permits);
  }

  /** Returns a Job that is complete once {@code awaited} is set, even if that is cleared later. */
  public static Job setOf(AsyncEvent awaited) {
    return apply(event, awaited);
  }

  /** Returns the arrival of one more party at {@code awaited}, which has not begun. */
  public static BarrierArrival arrivalAt(AsyncBarrier awaited) {
    return apply(barrier, awaited);
  }

  /** Returns the steps of a wait for {@code awaited}. */
  public static ConditionWait waitFor(AsyncCondition awaited) {
    return apply(condition, awaited);
  }

  private static <S, R> R apply(@Nullable Function<S, R> access, S object) {
    return Objects.requireNonNull(access).apply(object);
  }
}
