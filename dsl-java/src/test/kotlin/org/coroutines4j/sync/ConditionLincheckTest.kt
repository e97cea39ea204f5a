package org.coroutines4j.sync

import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * A counter under a condition: whoever takes waits for somebody who adds. Of an operation that
 * Lincheck cancels it runs nothing more, while a cancelled waiter still has to take the lock and to
 * pass its signal on; so here the cancellation is an operation like the others.
 */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class ConditionLincheckTest {
  /** A wait that ends by its signal or by a cancellation; by both, it has been cancelled. */
  class Wait {
    val over: CompletableJob = Job()
    var signalled = false
    var cancelled = false

    fun cancel() {
      cancelled = true
      over.complete()
    }
  }

  class Counter {
    private val condition = AsyncCondition()

    // Guarded by the lock.
    private val waits = mutableListOf<Wait>()
    private var count = 0

    /** -1 if it was cancelled. */
    @Operation(cancellableOnSuspension = false)
    suspend fun take(): Int = locked {
      var signalled = true
      while (signalled && count == 0) signalled = await()
      if (signalled) count-- else -1
    }

    /** The steps of AsyncCondition.await; false if it was cancelled. */
    private suspend fun await(): Boolean {
      val wait = Wait()
      waits += wait
      val waiter = condition.beginWait() // gives the lock back
      waiter.over().invokeOnCompletion { wait.over.complete() }
      wait.over.join()
      condition.mutex().suspendingLock()
      waits -= wait
      condition.endWait(waiter, !wait.cancelled)
      return !wait.cancelled
    }

    @Operation(cancellableOnSuspension = false)
    suspend fun add() = locked {
      count++
      condition.signal()
    }

    @Operation(cancellableOnSuspension = false)
    suspend fun addTwo() = locked {
      count += 2
      condition.signalAll()
    }

    @Operation(cancellableOnSuspension = false) suspend fun signal() = locked { condition.signal() }

    @Operation(cancellableOnSuspension = false)
    suspend fun cancelOne() = locked { waits.cancelOne() }

    private suspend fun <T> locked(action: suspend () -> T): T {
      condition.mutex().suspendingLock()
      return action().also { condition.mutex().unlock() }
    }
  }

  class Specification {
    private val waits = mutableListOf<Wait>()
    private var count = 0

    suspend fun take(): Int {
      while (count == 0) {
        val wait = Wait().also { waits += it }
        wait.over.join()
        waits -= wait
        if (wait.cancelled) {
          if (wait.signalled) signal()
          return -1
        }
      }
      return count--
    }

    suspend fun add() {
      count++
      signal()
    }

    suspend fun addTwo() {
      count += 2
      while (waits.any { !it.signalled }) signal()
    }

    suspend fun signal() {
      val first = waits.firstOrNull { !it.signalled }
      first?.signalled = true
      first?.over?.complete()
    }

    suspend fun cancelOne() = waits.cancelOne()
  }

  @Test
  fun condition_losesNoSignal_notEvenThatOfACancelledWaiter() =
    modelCheck(
      Counter::class,
      Specification::class,
      2,
      {
        parallel {
          thread { actor(Counter::take) }
          thread { actor(Counter::take) }
          thread {
            actor(Counter::add)
            actor(Counter::cancelOne)
          }
        }
      },
    )

  private companion object {
    fun List<Wait>.cancelOne() {
      firstOrNull { !it.cancelled }?.cancel()
    }
  }
}
