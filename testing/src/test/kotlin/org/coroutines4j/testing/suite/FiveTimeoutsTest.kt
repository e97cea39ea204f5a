package org.coroutines4j.testing.suite

import java.time.Duration
import java.time.Duration.ofSeconds
import java.util.concurrent.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.Async.taskScope
import org.coroutines4j.TimeoutExceededException
import org.coroutines4j.kotlin.Suspend
import org.coroutines4j.kotlin.asCoroutineScope
import org.coroutines4j.kotlin.asTask
import org.coroutines4j.kotlin.asTaskScope
import org.coroutines4j.testing.TestScope
import org.coroutines4j.testing.VirtualTime.runTest
import org.junit.jupiter.api.Tag
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

/** Five limits of both languages in turn, each in a child of the one around, and one is short. */
@Tag("exceptions")
class FiveTimeoutsTest {
  private val log = mutableListOf<String>()
  private val thrown = mutableMapOf<Int, Throwable>()
  private val over = CompletableDeferred<Unit>()
  private val limit = ofSeconds(5)
  private val cleanup = ofSeconds(3)
  private var javaFirst = true
  private var short = 0

  private fun limitOf(level: Int) = if (level == short) limit else Duration.ofMinutes(1)

  private fun isJava(level: Int) = (level % 2 == 0) == javaFirst

  private fun TestScope.java(level: Int) {
    try {
      Async.withTimeout(limitOf(level)) {
        taskScope().run { scope ->
          scope.launch {
            waiting(level, { over.asTask().await() }) {
              Async.nonCancellable { Async.delay(cleanup) }
            }
          }
          if (level < 4) scope.asCoroutineScope().launch { kotlin(level + 1) }
        }
      }
    } catch (e: RuntimeException) {
      note(level, e)
    }
  }

  private suspend fun TestScope.kotlin(level: Int) {
    try {
      withTimeout(limitOf(level).toMillis()) {
        launch {
          waiting(level, { over.await() }) {
            withContext(NonCancellable) { delay(cleanup.toMillis()) }
          }
        }
        if (level < 4) asTaskScope().launch { java(level + 1) }
      }
    } catch (e: RuntimeException) {
      note(level, e)
    }
  }

  private inline fun TestScope.waiting(level: Int, wait: () -> Unit, cleanUp: () -> Unit) {
    try {
      wait()
      say("done $level")
    } catch (e: CancellationException) {
      say("cancelled $level")
      cleanUp()
      say("cleaned $level")
      throw e
    }
  }

  /** The block with the short limit is the place where it is caught. */
  private fun TestScope.note(level: Int, thrown: RuntimeException) {
    say("thrown $level")
    this@FiveTimeoutsTest.thrown[level] = thrown
    if (level != short) throw thrown
    over.complete(Unit)
  }

  private fun TestScope.say(what: String) {
    log += "$what at ${clock().elapsed()}"
  }

  @ParameterizedTest
  @CsvSource(
    "true,0",
    "true,1",
    "true,2",
    "true,3",
    "true,4",
    "false,0",
    "false,1",
    "false,2",
    "false,3",
    "false,4",
  )
  fun shortLimit_endsWhatIsInIt_andThenThrows_there(javaFirst: Boolean, short: Int) {
    this.javaFirst = javaFirst
    this.short = short
    runTest { test -> if (javaFirst) test.java(0) else Suspend.await<Unit> { test.kotlin(0) } }
    val inside = short..4
    assertNext(inside.map { "cancelled $it at PT5S" })
    // each block ends after the one in it, and after its own other child
    assertThat(log.filter { it.startsWith("thrown") })
      .isEqualTo(inside.reversed().map { "thrown $it at PT8S" })
    assertNext(inside.flatMap { listOf("cleaned $it at PT8S", "thrown $it at PT8S") })
    assertNext((0 until short).map { "done $it at PT8S" })
    assertThat(log).isEmpty()
    assertThrown()
  }

  /** What comes next in the log, in any order. */
  private fun assertNext(lines: List<String>) {
    assertThat(log.take(lines.size)).containsExactlyInAnyOrderElementsOf(lines)
    log.subList(0, lines.size).clear()
  }

  private fun assertThrown() {
    assertThat(thrown).containsOnlyKeys((short..4).toList())
    val own = thrown.getValue(short)
    if (isJava(short)) {
      assertThat(own).isExactlyInstanceOf(TimeoutExceededException::class.java)
      assertThat((own as TimeoutExceededException).limit()).isEqualTo(limit)
    } else {
      assertThat(own).isExactlyInstanceOf(TimeoutCancellationException::class.java)
      assertThat(own.message).contains("${limit.toMillis()} ms")
    }
    for (level in short + 1..4) {
      assertThat(thrown.getValue(level)).isInstanceOf(CancellationException::class.java)
    }
  }
}
