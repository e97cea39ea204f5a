package org.coroutines4j.kotlin

import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.taskScope
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Scopes of Kotlin start Java tasks, and scopes of Java coroutines. */
@Tag("exceptions")
class ScopesTest {
  private val log = CopyOnWriteArrayList<String>()

  private val waiting = CountDownLatch(2)

  private fun waitAndLog() {
    try {
      waiting.countDown()
      delay(ofSeconds(60))
    } finally {
      log += "cleaned"
    }
  }

  @Test
  fun kotlinScope_waitsForJavaTasks() {
    runBlocking(Dispatchers.Default) {
      coroutineScope {
        asTaskScope().launch {
          delay(java.time.Duration.ofMillis(30))
          log += "task"
        }
      }
      log += "after"
    }
    assertThat(log).containsExactly("task", "after")
  }

  @Test
  fun failureOfAJavaTask_failsTheKotlinScope_andCancelsItsOthers() {
    val failure = IllegalStateException("broken")
    val caught =
      runBlocking(Dispatchers.Default) {
        runCatching {
          coroutineScope {
            val tasks = asTaskScope()
            tasks.launch { waitAndLog() }
            launch {
              try {
                waiting.countDown()
                awaitCancellation()
              } finally {
                log += "coroutine"
              }
            }
            tasks.launch {
              waiting.await()
              throw failure
            }
          }
        }
          .exceptionOrNull()
      }
    assertThat(caught === failure || caught?.cause === failure).isTrue()
    assertThat(log).containsExactlyInAnyOrder("cleaned", "coroutine")
  }

  @Test
  fun supervisorOfKotlin_leavesOthersAlone_andTellsItsHandler() {
    val told = CopyOnWriteArrayList<Throwable>()
    val failure = IllegalStateException("broken")
    runBlocking(CoroutineExceptionHandler { _, e -> told += e }) {
      supervisorScope {
        val tasks = asTaskScope()
        val failing = tasks.launch { throw failure }
        val other = tasks.async(Callable { 1.also { delay(java.time.Duration.ofMillis(30)) } })
        failing.asJob().join()
        assertThat(other.asDeferred().await()).isEqualTo(1)
      }
    }
    assertThat(told).containsExactly(failure)
  }

  @Test
  fun cancelledKotlinScope_cancelsJavaTasks_andStartsNoMore() {
    val scope = CoroutineScope(SupervisorJob())
    val tasks = scope.asTaskScope()
    val task = tasks.launch { waitAndLog() }
    Thread.sleep(20)
    tasks.cancel("enough")
    runBlocking { scope.coroutineContext.job.join() }
    assertThat(task.isCancelled).isTrue()
    assertThatThrownBy { tasks.launch {} }.isInstanceOf(IllegalStateException::class.java)
  }

  @Test
  fun scopeWithoutAJob_isRefused() {
    @Suppress("OPT_IN_USAGE")
    assertThatThrownBy { GlobalScope.asTaskScope() }
      .isInstanceOf(IllegalArgumentException::class.java)
      .hasMessageContaining("no Job")
  }

  @Test
  fun coroutineInAJavaScope_isWaitedFor_cancelled_andFailsIt() {
    taskScope().run { scope ->
      scope.asCoroutineScope().launch {
        kotlinx.coroutines.delay(30)
        log += "coroutine"
      }
    }
    assertThat(log).containsExactly("coroutine")

    val failure = IllegalStateException("broken")
    assertThatThrownBy {
        taskScope().run { scope ->
          scope.asCoroutineScope().launch { throw failure }
          waitAndLog()
        }
      }
      .isSameAs(failure)
    assertThat(log).containsExactly("coroutine", "cleaned")
  }

  @Test
  fun coroutineInAJavaScope_mayBlockInJava() {
    taskScope().run { scope ->
      val kotlin = scope.asCoroutineScope()
      val value = kotlin.async { scope.async(Callable { 5 }).await() }
      assertThat(value.asTask().await()).isEqualTo(5)
    }
  }

  @Test
  fun startInACancelledJavaScope_isCancelled() {
    assertThatThrownBy {
        taskScope().run { scope ->
          scope.cancel("over")
          val job = scope.asCoroutineScope().launch { log += "never" }
          assertThat(job.isCancelled).isTrue()
          delay(ofSeconds(1))
        }
      }
      .isInstanceOf(CancellationException::class.java)
    assertThat(log).isEmpty()
  }
}
