package org.coroutines4j.sync

import org.coroutines4j.testkit.modelCheck
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** A counter under a condition: whoever takes waits for somebody who adds. */
@Tag("lincheck")
class ConditionLincheckTest {
  class Counter {
    private val condition = AsyncCondition()
    private var count = 0

    @Operation
    suspend fun take(): Int {
      condition.mutex().suspendingLock()
      try {
        while (count == 0) condition.suspendingAwait()
        return count--
      } finally {
        condition.mutex().unlock()
      }
    }

    @Operation
    suspend fun add() = locked {
      count++
      condition.signal()
    }

    @Operation
    suspend fun addTwo() = locked {
      count += 2
      condition.signalAll()
    }

    @Operation suspend fun signal() = locked { condition.signal() }

    private suspend fun locked(action: () -> Unit) {
      condition.mutex().suspendingLock()
      action()
      condition.mutex().unlock()
    }
  }

  @Test fun condition_losesNoSignal() = modelCheck(Counter::class)
}
