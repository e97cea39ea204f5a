package org.coroutines4j.internal.queue

import kotlin.jvm.optionals.getOrNull
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Guards that queues are linearizable, also if waiters are cancelled. */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class AsyncQueueLincheckTest {
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  abstract class Model(private val queue: QueueImpl<Int>) {
    @Operation(promptCancellation = true) suspend fun put(item: Int) = queue.suspendingPut(item)

    @Operation(promptCancellation = true) suspend fun get(): Int = queue.suspendingGet()

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation fun tryGet(): Int? = queue.tryGet().getOrNull()

    @Operation fun size() = queue.size()
  }

  class Fifo : Model(AsyncQueue.fifo<Int>(1) as QueueImpl<Int>)

  class FifoSpecification : QueueSpecification(1)

  class Lifo : Model(AsyncQueue.lifo<Int>(2) as QueueImpl<Int>)

  class LifoSpecification : QueueSpecification(2, { it.removeAt(it.size - 1) })

  class Priority : Model(AsyncQueue.priority<Int>(2) as QueueImpl<Int>)

  class PrioritySpecification : QueueSpecification(2, { it.removeAt(it.indexOf(it.min())) })

  class Unbounded : Model(AsyncQueue.fifo<Int>() as QueueImpl<Int>)

  class UnboundedSpecification : QueueSpecification(0)

  @Test fun fifoQueue_isLinearizable() = modelCheck(Fifo::class, FifoSpecification::class)

  @Test fun lifoQueue_isLinearizable() = modelCheck(Lifo::class, LifoSpecification::class)

  @Test
  fun priorityQueue_isLinearizable() = modelCheck(Priority::class, PrioritySpecification::class)

  @Test
  fun unboundedQueue_isLinearizable() = modelCheck(Unbounded::class, UnboundedSpecification::class)
}
