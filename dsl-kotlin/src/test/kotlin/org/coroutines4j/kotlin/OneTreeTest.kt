package org.coroutines4j.kotlin

import java.time.Duration.ofDays
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.taskScope
import org.coroutines4j.TimeoutExceededException
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/**
 * A Java task inside a Kotlin coroutineScope inside a Java taskScope, and so on: the rules of one
 * tree hold across each border.
 */
@Tag("exceptions")
class OneTreeTest {
  private val log = CopyOnWriteArrayList<String>()
  private val waiting = AtomicInteger()

  /**
   * [level] scopes of either language in turn, each with a child that waits; then [foreignThread].
   */
  private fun javaLevel(level: Int, foreignThread: () -> Unit) {
    taskScope().run { scope ->
      scope.launch { waitIn("java $level") }
      if (level == 0) foreignThread()
      else Suspend.await<Unit> { kotlinLevel(level - 1, foreignThread) }
    }
  }

  private suspend fun kotlinLevel(level: Int, foreignThread: () -> Unit) {
    coroutineScope {
      launch {
        try {
          waiting.incrementAndGet()
          awaitCancellation()
        } finally {
          log += "kotlin $level"
        }
      }
      if (level == 0) callJava(Callable { foreignThread() })
      else callJava(Callable { javaLevel(level - 1, foreignThread) })
    }
  }

  private fun waitIn(name: String) {
    try {
      waiting.incrementAndGet()
      delay(ofSeconds(60))
    } finally {
      log += name
    }
  }

  private fun awaitWaiting(count: Int) {
    while (waiting.get() < count) delay(ofMillis(1))
  }

  private val all = arrayOf("java 4", "kotlin 3", "java 2", "kotlin 1", "java 0")

  @Test
  fun failureAtTheBottom_endsEveryLevel_andComesOutAsItIs() {
    val failure = IllegalStateException("broken")
    val caught = runCatching {
      javaLevel(4) {
        awaitWaiting(5)
        throw failure
      }
    }
      .exceptionOrNull()
    assertThat(generateSequence(caught) { it.cause }.toList()).contains(failure)
    assertThat(log).containsExactlyInAnyOrder(*all)
  }

  /** Ends before everybody waits, and with longer limits, until everybody does. */
  private fun timingOut(run: (Long) -> Unit) {
    var limit = 5L
    do {
      log.clear()
      waiting.set(0)
      run(limit)
      assertThat(log).hasSize(waiting.get())
      limit *= 4
    } while (waiting.get() < 5)
  }

  @Test
  fun timeoutOfJavaAtTheTop_endsEveryLevel() {
    timingOut { limit ->
      assertThatThrownBy {
          Async.withTimeout(ofMillis(limit)) { javaLevel(4) { delay(ofSeconds(60)) } }
        }
        .isInstanceOf(TimeoutExceededException::class.java)
    }
    assertThat(log).containsExactlyInAnyOrder(*all)
  }

  @Test
  fun timeoutOfKotlinAtTheTop_endsEveryLevel() {
    timingOut { limit ->
      assertThatThrownBy {
          runBlocking { withTimeout(limit) { kotlinLevel(4) { delay(ofSeconds(60)) } } }
        }
        .isInstanceOf(TimeoutCancellationException::class.java)
    }
  }

  @Test
  fun cancelledTaskAtTheTop_endsEveryLevel_beforeItIsDone() {
    taskScope().run { scope ->
      val task = scope.launch { javaLevel(4) { delay(ofSeconds(60)) } }
      awaitWaiting(5)
      task.cancel()
      task.join()
      assertThat(log).containsExactlyInAnyOrder(*all)
    }
  }

  /** A failure below a supervisor leaves what is beside it alone, whoever is above and below. */
  @Test
  fun supervisorOfKotlin_inJava_keepsFailuresOfJavaTasksApart() {
    val failure = IllegalStateException("broken")
    taskScope().run { scope ->
      Suspend.await<Unit> {
        supervisorScope {
          val tasks = asTaskScope()
          val failing = tasks.async(Callable<Int> { throw failure })
          val other = tasks.async(Callable { 1.also { delay(ofMillis(20)) } })
          assertThat(runCatching { failing.asDeferred().await() }.isFailure).isTrue()
          assertThat(other.asDeferred().await()).isEqualTo(1)
        }
      }
      assertThat(scope.isActive).isTrue()
    }
  }

  /** The verb waits inside the block of Kotlin, and only the limit of that ends it. */
  @Test
  fun timeoutOfKotlinAroundAJavaVerb_endsItInTime() {
    taskScope().run { scope ->
      val timedOut =
        scope.asCoroutineScope().async {
          runCatching { withTimeout(100) { delay(ofDays(1)) } }.exceptionOrNull()
        }
      assertThat(timedOut.asTask().await()).isInstanceOf(TimeoutCancellationException::class.java)
    }
  }
}
