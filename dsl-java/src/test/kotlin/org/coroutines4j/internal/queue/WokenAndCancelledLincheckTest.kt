package org.coroutines4j.internal.queue

import kotlin.jvm.optionals.getOrNull
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.runtime.kotlinx.TryOutcome
import org.coroutines4j.testkit.CancellableWait
import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * Guards that a waiter that is cancelled, even if it has already been woken, leaves the item or the
 * place to the next one.
 */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class WokenAndCancelledLincheckTest {
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class Queue {
    private val queue = AsyncQueue.fifo<Int>(1) as QueueImpl<Int>
    private val wait = CancellableWait()

    @Operation(cancellableOnSuspension = false)
    suspend fun put(item: Int) = queue.suspendingPut(item)

    @Operation(cancellableOnSuspension = false) suspend fun get(): Int = queue.suspendingGet()

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation fun tryGet(): Int? = queue.tryGet().getOrNull()

    @Operation(cancellableOnSuspension = false)
    suspend fun getOrCancelled(): Int {
      if (wait.isCancelled) return CANCELLED
      val now = queue.takeOrBeginWait()
      if (now != TryOutcome.EMPTY) return now as Int
      return if (wait.await { queue.available.suspendingAwait() }) queue.take() else CANCELLED
    }

    @Operation(cancellableOnSuspension = false)
    suspend fun putOrCancelled(item: Int): Int {
      if (wait.isCancelled) return CANCELLED
      if (!queue.addOrBeginWait(item)) {
        if (!wait.await { queue.slots.suspendingAwait() }) return CANCELLED
        queue.add(item)
      }
      return item
    }

    @Operation fun cancel() = wait.cancel()
  }

  class Specification : QueueSpecification(1)

  @Test
  fun getter_leavesTheItemToTheNext() =
    modelCheck(
      Queue::class,
      Specification::class,
      0,
      {
        parallel {
          thread { actor(Queue::getOrCancelled) }
          thread { actor(Queue::get) }
          thread {
            actor(Queue::tryPut, 1)
            actor(Queue::cancel)
          }
        }
      },
    )

  @Test
  fun putter_leavesThePlaceToTheNext() =
    modelCheck(
      Queue::class,
      Specification::class,
      0,
      {
        initial { actor(Queue::tryPut, 1) }
        parallel {
          thread { actor(Queue::putOrCancelled, 2) }
          thread { actor(Queue::put, 3) }
          thread {
            actor(Queue::tryGet)
            actor(Queue::cancel)
          }
        }
      },
    )
}
