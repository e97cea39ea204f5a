package org.coroutines4j.sync

import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Guards that locks and signals are linearizable, also if waiters are cancelled. */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class SyncLincheckTest {
  class Mutex {
    private val mutex = AsyncMutex()

    @Operation(promptCancellation = true) suspend fun lock() = mutex.suspendingLock()

    @Operation fun tryLock() = mutex.tryLock()

    @Operation fun isLocked() = mutex.isLocked

    @Operation fun unlock() = mutex.unlock()
  }

  class Semaphore {
    private val semaphore = AsyncSemaphore(1)

    @Operation(promptCancellation = true) suspend fun acquire() = semaphore.suspendingAcquire()

    @Operation fun tryAcquire() = semaphore.tryAcquire()

    @Operation fun release() = semaphore.release()

    @Operation fun availablePermits() = semaphore.availablePermits()
  }

  class Event {
    private val event = AsyncEvent()

    @Operation(promptCancellation = true) suspend fun await() = event.suspendingAwait()

    @Operation fun set() = event.set()

    @Operation fun clear() = event.clear()

    @Operation fun isSet() = event.isSet
  }

  /** Without cancellation: a task that is cancelled after all have arrived still counts. */
  class Barrier {
    private val barrier = AsyncBarrier(2)

    @Operation(cancellableOnSuspension = false) suspend fun await() = barrier.suspendingAwait()

    @Operation fun waiting() = barrier.waiting()

    @Operation fun reset() = barrier.reset()

    @Operation fun abort() = barrier.abort()

    @Operation fun isBroken() = barrier.isBroken
  }

  @Test fun mutex_isLinearizable() = modelCheck(Mutex::class, MutexSpecification::class)

  @Test fun semaphore_isLinearizable() = modelCheck(Semaphore::class, SemaphoreSpecification::class)

  @Test fun event_isLinearizable() = modelCheck(Event::class, EventSpecification::class)

  @Test fun barrier_isLinearizable() = modelCheck(Barrier::class, BarrierSpecification::class)
}
