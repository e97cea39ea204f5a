package org.coroutines4j.testkit

import kotlinx.coroutines.channels.Channel
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.jetbrains.lincheck.LincheckAssertionError
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** The model checker checks, on this JDK too: it finds what is wrong with broken queues. */
@Tag("lincheck")
class ModelCheckTest {
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class WithoutALock {
    private val items = ArrayDeque<Int>()

    @Operation fun put(item: Int) = items.addLast(item)

    @Operation fun get() = items.removeFirstOrNull()
  }

  /** An element that is on its way to a receiver who is cancelled comes back as another one. */
  @Param(name = "item", gen = IntGen::class, conf = "1:3")
  class WithALoss {
    private val items: Channel<Int> = Channel(Channel.UNLIMITED) { back(-it) }

    private fun back(item: Int) {
      items.trySend(item)
    }

    @Operation fun put(item: Int) = items.trySend(item).isSuccess

    @Operation(promptCancellation = true) suspend fun get() = items.receive()

    @Operation fun tryGet() = items.tryReceive().getOrNull()
  }

  @Test
  fun queueWithoutALock_isCaught() {
    assertThatExceptionOfType(LincheckAssertionError::class.java)
      .isThrownBy { modelCheck(WithoutALock::class, 20) }
      .withMessageContaining("Invalid execution results")
  }

  @Test
  fun elementLostToACancellation_isCaught() {
    assertThatExceptionOfType(LincheckAssertionError::class.java)
      .isThrownBy { modelCheck(WithALoss::class, 20) }
      .withMessageContaining("Invalid execution results")
  }
}
