package org.coroutines4j.channels

import kotlin.jvm.optionals.getOrNull
import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Queues are linearizable, also where those who wait are cancelled, even when already woken. */
@Tag("lincheck")
class AsyncQueueLincheckTest {
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  abstract class Model(private val queue: AsyncQueue<Int>) {
    @Operation(promptCancellation = true) suspend fun put(item: Int) = queue.suspendingPut(item)

    @Operation(promptCancellation = true) suspend fun get(): Int = queue.suspendingGet()

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation fun tryGet(): Int? = queue.tryGet().getOrNull()

    @Operation fun size() = queue.size()
  }

  class Fifo : Model(AsyncQueue.fifo(1))

  class Lifo : Model(AsyncQueue.lifo(2))

  class Priority : Model(AsyncQueue.priority(2))

  class Unbounded : Model(AsyncQueue.fifo(0))

  @Test fun fifoQueue_isLinearizable() = modelCheck(Fifo::class, 8)

  @Test fun lifoQueue_isLinearizable() = modelCheck(Lifo::class)

  @Test fun priorityQueue_isLinearizable() = modelCheck(Priority::class)

  @Test fun unboundedQueue_isLinearizable() = modelCheck(Unbounded::class)
}
