package org.coroutines4j.kotlin

import java.time.Duration.ofNanos
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Dispatchers
import org.junit.jupiter.api.Test

/** Guards that Java bodies and Kotlin coroutines share the permit of an event loop. */
class SharedLoopTest {
  /** Neither volatile nor guarded. */
  private var counter = 0

  private val running = AtomicInteger()
  private val most = AtomicInteger()

  private fun step() {
    most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
    repeat(250) {
      val seen = counter
      if (it == 0) Thread.onSpinWait()
      counter = seen + 1
    }
    running.decrementAndGet()
  }

  @Test
  fun nothingElseOfTheLoop_runsBetweenTwoWaits() {
    taskScope().on(Dispatchers.eventLoop()).run { scope ->
      val coroutines = scope.asCoroutineScope()
      repeat(100) { i ->
        scope.launch {
          step()
          Async.yieldNow()
          step()
          Async.delay(ofNanos(1_000L * i))
          step()
        }
        coroutines.launch {
          step()
          yield()
          step()
          delay(i.toLong() % 7)
          step()
          Async.delay(ofNanos(1)) // a verb of Java releases the permit too
          step()
        }
      }
    }
    assertThat(counter).isEqualTo(100 * 7 * 250)
    assertThat(most).hasValue(1)
  }
}
