package org.coroutines4j.sync

import java.util.Collections
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatcher
import org.coroutines4j.Dispatchers as JavaDispatchers
import org.coroutines4j.TaskScope
import org.coroutines4j.runtime.coroutine.CoroutineThreads
import org.junit.jupiter.api.Test

/** A mutex and a semaphore that Java tasks and Kotlin coroutines share. */
class KotlinSyncTest {
  private val mutex = AsyncMutex()
  private val semaphore = AsyncSemaphore(1)
  private val log = Collections.synchronizedList(mutableListOf<String>())

  /**
   * Runs [body] as a Java task; in [onePermit], `yieldNow()` lets all others run until they wait.
   */
  private fun mixed(on: Dispatcher = onePermit, body: (TaskScope, CoroutineScope) -> Unit) {
    taskScope().on(on).run { scope ->
      body(scope, CoroutineScope(checkNotNull(CoroutineThreads.current()).frame().context()))
    }
  }

  private val onePermit = JavaDispatchers.virtual().limitedParallelism(1)

  @Test
  fun mutex_goesToTheLongestWaiter_ofEitherLanguage() {
    mixed { java, kotlin ->
      mutex.lock()
      for (i in 1..4) {
        if (i % 2 == 0) java.launch { mutex.withLock { log += "java $i" } }
        else kotlin.launch { mutex.kotlin().withLock { log += "kotlin $i" } }
        yieldNow()
      }
      assertThat(log).isEmpty()
      mutex.unlock()
      assertThat(mutex.tryLock()).isFalse() // it has been handed on
    }
    assertThat(log).containsExactly("kotlin 1", "java 2", "kotlin 3", "java 4")
    assertThat(mutex.isLocked).isFalse()
  }

  @Test
  fun semaphore_goesToTheLongestWaiter_ofEitherLanguage() {
    mixed { java, kotlin ->
      semaphore.acquire()
      for (i in 1..4) {
        if (i % 2 == 0) java.launch { semaphore.withPermit { log += "java $i" } }
        else kotlin.launch { semaphore.kotlin().withPermit { log += "kotlin $i" } }
        yieldNow()
      }
      assertThat(log).isEmpty()
      semaphore.release()
      assertThat(semaphore.tryAcquire()).isFalse()
    }
    assertThat(log).containsExactly("kotlin 1", "java 2", "kotlin 3", "java 4")
    assertThat(semaphore.availablePermits()).isEqualTo(1)
  }

  /** Both are given it, and are cancelled before they run: it goes on to the next each time. */
  @Test
  fun mutexHandedToACancelledWaiter_goesToTheOtherSide() {
    mixed { java, kotlin ->
      mutex.lock()
      val first = java.launch { mutex.withLock { log += "cancelled" } }
      yieldNow()
      val second = kotlin.launch { mutex.kotlin().withLock { log += "cancelled" } }
      yieldNow()
      java.launch { mutex.withLock { log += "java" } }
      yieldNow()
      kotlin.launch { mutex.kotlin().withLock { log += "kotlin" } }
      yieldNow()
      mutex.unlock()
      first.cancel()
      second.cancel(null)
    }
    assertThat(log).containsExactly("java", "kotlin")
    assertThat(mutex.isLocked).isFalse()
  }

  @Test
  fun permitHandedToACancelledWaiter_goesToTheOtherSide() {
    mixed { java, kotlin ->
      semaphore.acquire()
      val first = kotlin.launch { semaphore.kotlin().withPermit { log += "cancelled" } }
      yieldNow()
      val second = java.launch { semaphore.withPermit { log += "cancelled" } }
      yieldNow()
      kotlin.launch { semaphore.kotlin().withPermit { log += "kotlin" } }
      yieldNow()
      semaphore.release()
      first.cancel(null)
      second.cancel()
    }
    assertThat(log).containsExactly("kotlin")
    assertThat(semaphore.availablePermits()).isEqualTo(1)
  }

  @Test
  fun sharedMutex_protectsWhatBothChange_alsoWhenSomeAreCancelled() {
    var entered = 0
    val entries = AtomicInteger()
    fun change() {
      entered++
      entries.incrementAndGet()
    }

    mixed(JavaDispatchers.virtual()) { java, kotlin ->
      for (i in 0 until 300) {
        val coroutine =
          kotlin.launch(Dispatchers.Default) {
            mutex.kotlin().withLock {
              change()
              yield()
            }
          }
        val task = java.launch { mutex.withLock { change() } }
        if (i % 3 == 0) {
          coroutine.cancel(null)
          task.cancel()
        }
      }
    }
    assertThat(entered).isEqualTo(entries.get()).isBetween(400, 600)
    assertThat(mutex.isLocked).isFalse()
  }
}
