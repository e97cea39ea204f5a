package org.coroutines4j.callers

import java.time.Duration.ofSeconds
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.supervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.withTimeout
import org.coroutines4j.runtime.coroutine.CoroutineThreads
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/**
 * Guards that a coroutine that Kotlin's `launch` starts in one of our scopes is a child of it, and
 * that its failure is one of the scope.
 */
@Tag("exceptions")
class KotlinFailureTest {
  /** The scope whose block runs here, as Kotlin sees it. */
  private fun kotlinScope() =
    CoroutineScope(checkNotNull(CoroutineThreads.current()).frame().context())

  private val lost = IllegalStateException("lost")

  @Test
  fun failureOfALaunch_goesToTheFailureHandlerOfTheScope() {
    val reported = CopyOnWriteArrayList<Pair<String, Throwable>>()

    supervisorScope()
      .onFailure { task, failure -> reported += task.name() to failure }
      .run { scope ->
        kotlinScope().launch(CoroutineName("kotlin")) { throw lost }
        scope.named("java").launch { throw lost }
      }

    assertThat(reported).containsExactlyInAnyOrder("kotlin" to lost, "java" to lost)
  }

  @Test
  fun unhandledFailureOfALaunch_isThrownByTheBlock() {
    assertThatThrownBy { Async.run { kotlinScope().launch { throw lost } } }.isSameAs(lost)
  }

  @Test
  fun failureOfALaunch_cancelsATaskScope() {
    val started = CountDownLatch(1)
    val ended = CountDownLatch(1)

    assertThatThrownBy {
        taskScope().run { scope ->
          scope.launch {
            started.countDown()
            try {
              CountDownLatch(1).await()
            } finally {
              ended.countDown()
            }
          }
          started.await()
          kotlinScope().launch { throw lost }
        }
      }
      .isSameAs(lost)
    assertThat(ended.count).isZero()
  }

  @Test
  fun failureOfALaunchInATimeout_isThrownByTheTimeout() {
    assertThatThrownBy {
        withTimeout(ofSeconds(20)) {
          kotlinScope().launch { throw lost }
          delay(ofSeconds(10))
        }
      }
      .isSameAs(lost)
  }
}
