package org.coroutines4j.kotlin

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.testkit.Timers
import org.junit.jupiter.api.Test

/** The timer of a Kotlin `select` ends with the `select`, however that ends. */
@OptIn(ExperimentalCoroutinesApi::class)
class SelectTimersTest {
  private val ofOthers = Timers.pending()

  @Test
  fun select_cancelledWhileAClauseIsSelected_leavesNoTimer() {
    val closed = Channel<Int>(Channel.RENDEZVOUS)
    taskScope().run { scope ->
      scope.asCoroutineScope().launch {
        val job = coroutineContext[Job]!!
        select {
          onTimeout(DAY) {}
          closed.onReceiveCatching {}
          // Both happen on other threads while a select registers its clauses, as in debounce.
          closed.close(null)
          job.cancel(null)
        }
      }
    }
    assertThat(Timers.pending() - ofOthers).isZero()
  }

  @Test
  fun select_ofAnotherClause_leavesNoTimer() {
    val channel = Channel<Int>(1)
    taskScope().run { scope ->
      scope.asCoroutineScope().launch {
        channel.send(1)
        select {
          onTimeout(DAY) {}
          channel.onReceive {}
        }
      }
    }
    assertThat(Timers.pending() - ofOthers).isZero()
  }

  private companion object {
    const val DAY = 24L * 60 * 60 * 1000
  }
}
