package org.coroutines4j.kotlin

import java.time.Duration
import java.time.Duration.ofMinutes
import java.util.Optional
import java.util.concurrent.Callable
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.timeLeft
import org.coroutines4j.Async.withTimeout as withJavaTimeout
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/** Java code finds the limits of Java code around it through the frames of Kotlin between them. */
class TimeLeftTest {
  private val hour = Duration.ofHours(1)

  private fun underALimit(code: suspend () -> Unit) =
    withJavaTimeout<Unit>(hour, Callable { Suspend.await<Unit> { code() } })

  private suspend fun leftInJava(): Optional<Duration> =
    suspendCoroutineUninterceptedOrReturn { k ->
      Suspend.implement(k) { timeLeft() }
    }

  private fun assertAboutAnHour(left: Optional<Duration>) {
    assertThat(left).hasValueSatisfying { assertThat(it).isBetween(ofMinutes(50), hour) }
  }

  @Test
  fun limit_aroundASuspendFunction_isSeenInside() {
    underALimit {
      assertAboutAnHour(timeLeft())
      delay(1)
      assertAboutAnHour(timeLeft())
      coroutineScope { assertAboutAnHour(timeLeft()) }
      coroutineScope { assertAboutAnHour(async { timeLeft() }.await()) }
      assertThat(withJavaTimeout(ofMinutes(1), Callable { timeLeft() }).get())
        .isLessThanOrEqualTo(ofMinutes(1))
    }
  }

  @Test
  fun limit_ofJavaCodeUnderAnotherDispatcher_isSeen() {
    underALimit {
      withContext(Dispatchers.Default) {
        assertThat(timeLeft()).isEmpty() // the thread knows of no task
        assertAboutAnHour(leftInJava())
        coroutineScope { assertAboutAnHour(async { leftInJava() }.await()) }
      }
    }
  }

  @Test
  fun limit_ofKotlin_isNotSeen() {
    underALimit { withTimeout(60_000) { assertAboutAnHour(timeLeft()) } }
    runBlocking { withTimeout(60_000) { assertThat(leftInJava()).isEmpty() } }
  }

  @Test
  fun limit_outsideNonCancellable_isNotSeenInside() {
    underALimit {
      withContext(NonCancellable) {
        assertThat(leftInJava()).isEmpty()
        delay(1)
        assertThat(leftInJava()).isEmpty()
      }
      assertAboutAnHour(timeLeft())
    }
  }

  @Test
  fun limit_aroundAScope_isSeenInItsCoroutines() {
    taskScope().withTimeout(hour).run { scope ->
      val coroutines = scope.asCoroutineScope()
      assertAboutAnHour(coroutines.async { timeLeft() }.asTask().await())
      assertAboutAnHour(
        coroutines
          .async {
            delay(1)
            timeLeft()
          }
          .asTask()
          .await()
      )
      val flow = AsyncFlow.generate { out -> out.emit(timeLeft()) }
      val pulled = coroutines.async { flow.iterator().use { it.next() } }
      assertAboutAnHour(pulled.asTask().await())
    }
  }
}
