package org.coroutines4j.sync

import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore

/* What locks and signals do if one thread at a time uses them. */

class MutexSpecification {
  private val mutex = Mutex()

  suspend fun lock() = mutex.lock()

  fun tryLock() = mutex.tryLock()

  fun isLocked() = mutex.isLocked

  fun unlock() = mutex.unlock()
}

class SemaphoreSpecification {
  private val semaphore = Semaphore(MOST, MOST - 1)

  suspend fun acquire() = semaphore.acquire()

  fun tryAcquire() = semaphore.tryAcquire()

  fun release() = semaphore.release()

  fun availablePermits() = semaphore.availablePermits

  private companion object {
    const val MOST = 100
  }
}

class EventSpecification {
  private var happened = false
  private val waiting = mutableListOf<CompletableJob>()

  suspend fun await() {
    if (!happened) Job().also { waiting += it }.join()
  }

  fun set() {
    happened = true
    waiting.forEach { it.complete() }
    waiting.clear()
  }

  fun clear() {
    happened = false
  }

  fun isSet() = happened
}

/** For two. */
class BarrierSpecification {
  private class First {
    val over = Job()
    var broken = false
  }

  private var first: First? = null
  private var aborted = false

  suspend fun await(): Int {
    if (aborted) throw BarrierBrokenException("")
    val other = first
    if (other != null) {
      first = null
      other.over.complete()
      return 1
    }
    val waiter = First()
    first = waiter
    waiter.over.join()
    if (waiter.broken) throw BarrierBrokenException("")
    return 0
  }

  fun waiting() = if (first == null) 0 else 1

  fun reset() = breakWait(false)

  fun abort() = breakWait(true)

  private fun breakWait(abort: Boolean) {
    aborted = abort
    first?.broken = true
    first?.over?.complete()
    first = null
  }

  fun isBroken() = aborted
}
