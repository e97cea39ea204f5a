package org.coroutines4j.testkit

import java.util.ArrayDeque
import java.util.concurrent.ConcurrentLinkedDeque
import kotlin.reflect.KClass
import kotlinx.coroutines.channels.Channel
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.internal.queue.CANCELLED
import org.coroutines4j.internal.queue.QueueSpecification
import org.jetbrains.lincheck.datastructures.DSLScenarioBuilder
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Guards that the model checker works on this JDK: it finds the defects of broken queues. */
@Tag("lincheck")
@Timeout(120) // it computes all the time, on a machine that others may use too
class ModelCheckTest {
  /** Made as the queue is, but for its lock. */
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class WithoutItsLock {
    private val items = ArrayDeque<Int>()
    private val available = Channel<Unit>(Channel.UNLIMITED) { give() }

    private fun give() {
      available.trySend(Unit)
    }

    @Operation
    fun tryPut(item: Int): Boolean {
      items.addLast(item)
      give()
      return true
    }

    @Operation(promptCancellation = true)
    suspend fun get(): Int? {
      available.receive()
      return items.pollFirst()
    }

    @Operation
    fun tryGet(): Int? = if (available.tryReceive().isSuccess) items.pollFirst() else null

    @Operation fun size() = items.size
  }

  /** Loses the permit for an item that was on its way to a cancelled waiter. */
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class LosesTokens {
    private val items = ConcurrentLinkedDeque<Int>()
    private val available = Channel<Unit>(Channel.UNLIMITED)
    private val wait = CancellableWait()

    @Operation
    fun tryPut(item: Int): Boolean {
      items.addLast(item)
      available.trySend(Unit)
      return true
    }

    @Operation(cancellableOnSuspension = false)
    suspend fun get(): Int? {
      available.receive()
      return items.pollFirst()
    }

    @Operation(cancellableOnSuspension = false)
    suspend fun getOrCancelled(): Int? =
      if (wait.await { available.receive() }) items.pollFirst() else CANCELLED

    @Operation fun cancel() = wait.cancel()
  }

  class Right : QueueSpecification(0)

  @Test
  fun queueWithoutItsLock_isCaught() =
    assertCaught(WithoutItsLock::class) {
      parallel {
        thread {
          actor(WithoutItsLock::tryPut, 1)
          actor(WithoutItsLock::tryGet)
        }
        thread {
          actor(WithoutItsLock::tryPut, 2)
          actor(WithoutItsLock::size)
        }
      }
    }

  @Test
  fun queueThatLosesTheTokenOfACancelledGetter_isCaught() =
    assertCaught(LosesTokens::class) {
      parallel {
        thread { actor(LosesTokens::getOrCancelled) }
        thread { actor(LosesTokens::get) }
        thread {
          actor(LosesTokens::tryPut, 1)
          actor(LosesTokens::cancel)
        }
      }
    }

  /** By whatever exception: where Lincheck fails to tell how it came about, by another one. */
  private fun assertCaught(queue: KClass<*>, scenario: DSLScenarioBuilder.() -> Unit) {
    assertThatThrownBy { modelCheck(queue, Right::class, 0, scenario) }
      .hasMessageContaining("Invalid execution results")
  }
}
