package org.coroutines4j.testing

import java.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.debounce
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.kotlin.Suspend
import org.coroutines4j.kotlin.asCoroutineScope
import org.coroutines4j.kotlin.asDeferred
import org.coroutines4j.kotlin.asTaskScope
import org.coroutines4j.testing.VirtualTime.runTest
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

class KotlinTimeTest {
  private val trace = mutableListOf<String>()

  private fun TestScope.say(what: String) {
    trace += "${clock().elapsed()} $what"
  }

  @Test
  fun kotlinsDelays_goByTheClockOfTheTest() {
    runTest { test ->
      test.asCoroutineScope().launch {
        delay(1.hours)
        test.say("coroutine")
      }
      Suspend.await<Unit> {
        delay(5.seconds)
        test.say("awaited")
      }
      try {
        Suspend.await<Unit> { withTimeout(10.seconds) { delay(60.seconds) } }
      } catch (e: TimeoutCancellationException) {
        test.say("timed out")
      }
    }
    assertThat(trace).containsExactly("PT5S awaited", "PT15S timed out", "PT1H coroutine")
  }

  @Test
  @Suppress("OPT_IN_USAGE")
  fun kotlinsTimeOperators_goByTheClockOfTheTest() {
    runTest { test ->
      val values =
        Suspend.await<List<Int>> {
          flow {
              emit(1)
              delay(50)
              emit(2)
              delay(500)
              emit(3)
            }
            .debounce(100)
            .toList()
        }
      test.say("$values")
    }
    assertThat(trace).containsExactly("PT0.55S [2, 3]")
  }

  @Test
  fun tasks_ofATestCoroutine_runInVirtualTimeOnAnyDispatcher() {
    runTest { test ->
      test.asCoroutineScope().launch {
        val task =
          asTaskScope().on(org.coroutines4j.Dispatchers.cpu()).async {
            Async.delay(Duration.ofSeconds(3))
            3
          }
        test.say("${task.asDeferred().await()}")
        withContext(kotlinx.coroutines.Dispatchers.Default) {
          asTaskScope().async { Async.delay(Duration.ofSeconds(4)) }.asDeferred().await()
        }
        test.say("from elsewhere")
      }
    }
    assertThat(trace).containsExactly("PT3S 3", "PT7S from elsewhere")
  }

  /** Whose coroutines are in real time, and stand still while Java code of the test waits. */
  @Test
  fun runBlockingInATest_isHelpedByWaits_thatLast() {
    runTest { test ->
      val value = runBlocking {
        val own = async { delay(1).let { 1 } }
        Suspend.await<Int> { own.await() }
      }
      Async.delay(Duration.ofHours(1))
      test.say("$value")
    }
    assertThat(trace).containsExactly("PT1H 1")
  }
}
