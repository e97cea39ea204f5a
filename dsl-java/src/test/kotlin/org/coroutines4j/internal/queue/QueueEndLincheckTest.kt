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

/** Guards the shutdown of a queue and its count of unfinished items. */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class QueueEndLincheckTest {
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class Shutdown {
    private val queue = AsyncQueue.fifo<Int>(1) as QueueImpl<Int>

    @Operation(promptCancellation = true) suspend fun put(item: Int) = queue.suspendingPut(item)

    @Operation(promptCancellation = true) suspend fun get(): Int = queue.suspendingGet()

    @Operation fun tryGet(): Int? = queue.tryGet().getOrNull()

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation fun shutdown() = queue.shutdown()

    @Operation fun shutdownNow() = queue.shutdownNow()
  }

  /** The steps of a select: it begins to wait some time after it has found no item. */
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class SelectedGet {
    private val queue = AsyncQueue.fifo<Int>(1) as QueueImpl<Int>

    @Operation(promptCancellation = true) suspend fun get(): Int = queue.suspendingSelect()

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation fun shutdown() = queue.shutdown()
  }

  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class Join {
    private val queue = AsyncQueue.fifo<Int>() as QueueImpl<Int>

    @Operation fun tryPut(item: Int) = queue.tryPut(item)

    @Operation(promptCancellation = true) suspend fun get(): Int = queue.suspendingGet()

    @Operation fun taskDone() = queue.taskDone()

    @Operation(promptCancellation = true) suspend fun join() = queue.suspendingJoin()

    @Operation fun shutdownNow() = queue.shutdownNow()
  }

  class ShutdownSpecification : QueueSpecification(1)

  class SelectedGetSpecification : QueueSpecification(1)

  class JoinSpecification : QueueSpecification(0)

  @Test
  fun queueThatIsShutDown_isLinearizable() =
    modelCheck(Shutdown::class, ShutdownSpecification::class, 4)

  @Test
  fun selectThatWaitsFirst_meetsItemAndShutdown() =
    modelCheck(
      SelectedGet::class,
      SelectedGetSpecification::class,
      0,
      {
        parallel {
          thread { actor(SelectedGet::get) }
          thread { actor(SelectedGet::get) }
          thread {
            actor(SelectedGet::tryPut, 1)
            actor(SelectedGet::shutdown)
          }
        }
      },
    )

  @Test fun join_isLinearizable() = modelCheck(Join::class, JoinSpecification::class)
}
