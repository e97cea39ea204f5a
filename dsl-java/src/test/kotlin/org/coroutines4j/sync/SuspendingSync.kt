package org.coroutines4j.sync

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

/** Must not be cancelled: of an operation that it has cancelled, Lincheck runs nothing more. */
internal suspend fun AsyncBarrier.suspendingAwait(): Int {
  val arrival = AsyncBarrier.Arrival(this)
  if (!arrival.arrive()) arrival.over().join()
  return arrival.index()
}
