package org.coroutines4j.kotlin

import java.time.Duration.ofSeconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.channels.Overflow
import org.coroutines4j.flow.MutableSharedFlow
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/**
 * Guards that the actions of onSubscription run on both sides of a shared flow, also if the flow
 * has no buffer.
 */
class OnSubscriptionViewsTest {
  private fun views(buffer: Int): List<SharedFlow<Int>> {
    val java = MutableSharedFlow.create<Int>(0, buffer, Overflow.SUSPEND)
    return listOf(java.asSharedFlow(), java.asMutableSharedFlow())
  }

  @ParameterizedTest
  @ValueSource(ints = [0, 1])
  fun actionOfKotlin_runsInAViewOfAJavaFlow(buffer: Int) {
    runBlocking(Dispatchers.Default) { // where Java code must not wait
      for (view in views(buffer)) {
        val greeting = view.onSubscription { emit(1) }.onSubscription { emit(2) }
        assertThat(withTimeout(10_000) { greeting.take(2).toList() }).containsExactly(1, 2)
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = [0, 1])
  fun actionOfJava_runsInAFlowThatWasAKotlinOne(buffer: Int) {
    for (view in views(buffer)) {
      val greeting = view.asAsyncSharedFlow().onSubscription { out -> out.emit(1) }
      assertThat(Async.withTimeout<Int>(ofSeconds(10)) { greeting.first() }).isEqualTo(1)
    }
  }

  @ParameterizedTest
  @ValueSource(ints = [0, 1])
  fun actionsOfBothSides_run(buffer: Int) {
    val java = MutableSharedFlow.create<Int>(0, buffer, Overflow.SUSPEND)
    val greeting = java.onSubscription { out -> out.emit(1) }.asSharedFlow()
    runBlocking {
      val both = greeting.onSubscription { emit(2) }
      assertThat(withTimeout(10_000) { both.take(2).toList() }).containsExactlyInAnyOrder(1, 2)
    }
  }
}
