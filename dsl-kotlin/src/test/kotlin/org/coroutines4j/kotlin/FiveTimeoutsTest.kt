package org.coroutines4j.kotlin

import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.Async.taskScope
import org.coroutines4j.TimeoutExceededException
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

/** Five limits of both languages in turn, each in a child of the one around, and one is short. */
class FiveTimeoutsTest {
  private val log = CopyOnWriteArrayList<String>()
  private val thrown = ConcurrentHashMap<Int, Throwable>()
  @Volatile private var over = CompletableDeferred<Unit>()
  private val waiting = AtomicInteger()
  private var javaFirst = true
  private var short = 0

  private var limit = Duration.ofMillis(500)

  private fun limitOf(level: Int) = if (level == short) limit else Duration.ofMinutes(1)

  private fun isJava(level: Int) = (level % 2 == 0) == javaFirst

  private fun java(level: Int) {
    try {
      Async.withTimeout(limitOf(level)) {
        taskScope().run { scope ->
          scope.launch { noted(level) { over.asTask().await() } }
          if (level < 4) scope.asCoroutineScope().launch { kotlin(level + 1) }
        }
      }
    } catch (e: RuntimeException) {
      note(level, e)
    }
  }

  private suspend fun kotlin(level: Int) {
    try {
      withTimeout(limitOf(level).toMillis()) {
        launch { noted(level) { over.await() } }
        if (level < 4) asTaskScope().launch { java(level + 1) }
      }
    } catch (e: RuntimeException) {
      note(level, e)
    }
  }

  private inline fun noted(level: Int, wait: () -> Unit) {
    try {
      waiting.incrementAndGet()
      wait()
      log += "done $level"
    } catch (e: CancellationException) {
      Thread.sleep(20) // a cleanup that takes its time
      log += "cancelled $level"
      throw e
    }
  }

  /** The block with the short limit is the place where it is caught. */
  private fun note(level: Int, thrown: RuntimeException) {
    log += "thrown $level"
    this.thrown[level] = thrown
    if (level != short) throw thrown
    over.complete(Unit)
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
    while (!everybodyCame()) limit = limit.multipliedBy(4) // on a busy machine
    val inside = (short..4).flatMap { listOf("cancelled $it", "thrown $it") }
    assertThat(log.subList(0, inside.size)).containsExactlyInAnyOrderElementsOf(inside)
    assertThat(log.filter { it.startsWith("thrown") })
      .isEqualTo((4 downTo short).map { "thrown $it" })
    assertThat(log.subList(inside.size, log.size))
      .containsExactlyInAnyOrderElementsOf((0 until short).map { "done $it" })
    assertThrown()
  }

  /** Runs it all; false if the limit was over before everybody waited. */
  private fun everybodyCame(): Boolean {
    log.clear()
    thrown.clear()
    waiting.set(0)
    over = CompletableDeferred()
    val begin = System.nanoTime()
    if (javaFirst) java(0) else runBlocking(Dispatchers.Default) { kotlin(0) }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(limit, limit.plusSeconds(20))
    return waiting.get() == 5
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
