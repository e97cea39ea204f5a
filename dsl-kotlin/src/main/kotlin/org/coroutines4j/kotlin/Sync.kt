package org.coroutines4j.kotlin

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.withContext
import org.coroutines4j.internal.sync.SyncAccess
import org.coroutines4j.sync.AsyncBarrier
import org.coroutines4j.sync.AsyncCondition
import org.coroutines4j.sync.AsyncEvent
import org.coroutines4j.sync.AsyncMutex
import org.coroutines4j.sync.AsyncSemaphore
import org.coroutines4j.sync.BarrierBrokenException

/**
 * Returns this lock for coroutines: the same lock, which Java code and coroutines share. Use it
 * with kotlinx's `withLock`, or call [withLockSuspending].
 */
public fun AsyncMutex.asMutex(): Mutex = SyncAccess.mutexOf(this)

/**
 * Suspends until this lock is free, and acquires it. Unlike [AsyncMutex.lock] it blocks no thread.
 * Cancellable: a caller that is cancelled while it waits does not hold the lock.
 */
public suspend fun AsyncMutex.lockSuspending() {
  currentCoroutineContext().ensureActive()
  asMutex().lock(null) // no default argument: its method differs in older versions of kotlinx
}

/**
 * Runs [action] while holding this lock, which it suspends for. The lock is released however
 * [action] ends. [action] may suspend. Unlike [AsyncMutex.withLock] it blocks no thread.
 * Cancellable while it waits for the lock.
 */
public suspend inline fun <T> AsyncMutex.withLockSuspending(action: () -> T): T =
  asMutex().withLock(null, action)

/**
 * Returns this semaphore for coroutines: the same permits, which Java code and coroutines share.
 * Use it with kotlinx's `withPermit`, or call [withPermitSuspending].
 */
public fun AsyncSemaphore.asSemaphore(): Semaphore = SyncAccess.semaphoreOf(this)

/**
 * Suspends until a permit is available, and acquires it. Unlike [AsyncSemaphore.acquire] it blocks
 * no thread. Cancellable: a caller that is cancelled while it waits holds no permit.
 */
public suspend fun AsyncSemaphore.acquireSuspending() {
  currentCoroutineContext().ensureActive()
  asSemaphore().acquire()
}

/**
 * Runs [action] while holding a permit, which it suspends for. The permit is released however
 * [action] ends. [action] may suspend. Unlike [AsyncSemaphore.withPermit] it blocks no thread.
 * Cancellable while it waits for the permit.
 */
public suspend inline fun <T> AsyncSemaphore.withPermitSuspending(action: () -> T): T =
  asSemaphore().withPermit(action)

/**
 * Suspends until this event is set. Returns immediately if it is. A waiter continues even if the
 * event is cleared immediately after it was set. Unlike [AsyncEvent.await] it blocks no thread.
 * Cancellable.
 */
public suspend fun AsyncEvent.awaitSuspending() {
  SyncAccess.setOf(this).join()
}

/**
 * Suspends until all parties of this barrier have arrived. Unlike [AsyncBarrier.await] it blocks no
 * thread. Cancellable: a caller that is cancelled before all have arrived does not count as
 * arrived. A caller that is cancelled later returns normally, and sees its cancellation when it
 * suspends the next time.
 *
 * @return the place in the order of arrival, from 0 to one less than the number of parties
 * @throws BarrierBrokenException if the barrier is reset or aborted meanwhile, or was aborted
 *   before
 */
public suspend fun AsyncBarrier.awaitSuspending(): Int {
  currentCoroutineContext().ensureActive()
  val arrival = SyncAccess.arrivalAt(this)
  if (!arrival.arrive()) {
    try {
      arrival.over().join()
    } catch (e: Throwable) {
      if (arrival.leave()) throw e
    }
  }
  return arrival.index()
}

/**
 * Releases the lock of this condition, suspends until there is a signal, and acquires the lock
 * again. Unlike [AsyncCondition.await] it blocks no thread. Cancellable: also a caller that is
 * cancelled holds the lock when this throws, and has passed on a signal that was for it. It may
 * return without a signal: [awaitUntilSuspending] checks again.
 *
 * @throws IllegalStateException if the lock is not held
 */
public suspend fun AsyncCondition.awaitSuspending() {
  val wait = SyncAccess.waitFor(this)
  wait.requireLocked("awaitSuspending()")
  currentCoroutineContext().ensureActive()
  val waiter = wait.begin()
  var signalled = false
  try {
    waiter.over().join()
    signalled = true
  } finally {
    lockAgain(mutex().asMutex())
    wait.end(waiter, signalled)
  }
}

/** Acquires [mutex], even if the caller is cancelled meanwhile. */
private suspend fun lockAgain(mutex: Mutex) {
  if (!mutex.tryLock(null)) withContext(NonCancellable) { mutex.lock(null) }
}

/**
 * Suspends as [awaitSuspending] does until [condition] holds. It is called under the lock, first
 * immediately and then after each signal. Cancellable, even if it holds immediately.
 *
 * @throws IllegalStateException if the lock is not held
 */
public suspend fun AsyncCondition.awaitUntilSuspending(condition: () -> Boolean) {
  SyncAccess.waitFor(this).requireLocked("awaitUntilSuspending()")
  currentCoroutineContext().ensureActive()
  while (!condition()) awaitSuspending()
}
