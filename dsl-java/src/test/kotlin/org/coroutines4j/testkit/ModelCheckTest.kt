package org.coroutines4j.testkit

import kotlinx.coroutines.channels.Channel
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.jetbrains.lincheck.LincheckAssertionError
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** The model checker checks, on this JDK too: it finds out what is wrong with a broken queue. */
@Tag("lincheck")
class ModelCheckTest {
  /** Made as the queue is, but for its lock. */
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class QueueWithoutItsLock {
    private val items = java.util.ArrayDeque<Int>()
    private val available = Channel<Unit>(Channel.UNLIMITED) { give() }

    private fun give() {
      available.trySend(Unit)
    }

    @Operation
    fun put(item: Int) {
      items.addLast(item)
      give()
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

  @Test
  fun brokenQueue_isCaught() {
    assertThatExceptionOfType(LincheckAssertionError::class.java)
      .isThrownBy { modelCheck(QueueWithoutItsLock::class) }
      .withMessageContaining("Invalid execution results")
  }
}
