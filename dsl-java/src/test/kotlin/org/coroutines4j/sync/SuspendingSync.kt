package org.coroutines4j.sync

import kotlin.coroutines.resume
import kotlinx.coroutines.suspendCancellableCoroutine

/*
 * The waiting methods for Lincheck, which knows suspend functions: the steps are those of the methods, and only
 * the wait in between is that of Kotlin.
 */

internal suspend fun AsyncMutex.suspendingLock() {
  if (!tryLock()) kotlin().lock()
}

internal suspend fun AsyncSemaphore.suspendingAcquire() {
  if (!tryAcquire()) kotlin().acquire()
}

internal suspend fun AsyncEvent.suspendingAwait() {
  val awaited = happening.get()
  if (!awaited.isCompleted) awaited.join()
}

/** Lincheck runs nothing of an operation that it has cancelled, except for handlers like this. */
internal suspend fun AsyncBarrier.suspendingAwait(): Int {
  val waiter = AsyncBarrier.Waiter()
  if (!arrive(waiter)) {
    suspendCancellableCoroutine { waiting ->
      waiting.invokeOnCancellation { leave(waiter) }
      waiter.over.invokeOnCompletion { waiting.resume(Unit) }
    }
  }
  return waiter.index()
}

/** Under the lock, which it has again afterwards. Must not be cancelled. */
internal suspend fun AsyncCondition.suspendingAwait() {
  val signal = beginWait()
  signal.join()
  mutex().suspendingLock()
  endWait(signal, true)
}
