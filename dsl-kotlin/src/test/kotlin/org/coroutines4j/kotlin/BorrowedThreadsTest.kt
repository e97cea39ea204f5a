package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers as AsyncDispatchers
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/**
 * Guards that a coroutine that runs on the thread of a task that it is not part of does not make
 * that thread wait.
 */
class BorrowedThreadsTest {
  private val gate = CompletableDeferred<Int>()

  private suspend fun javaMethod(): Int = callJava(Callable { gate.asTask().await() })

  private val javaFlow: AsyncFlow<Int> = AsyncFlow.generate { out ->
    out.emit(gate.asTask().await())
  }

  private fun inATask(code: () -> Int): Int =
    taskScope().call { scope -> scope.async(Callable { code() }).await() }

  @Test
  fun runBlocking_goesOnWhileItsJavaMethodWaits() {
    val seen = inATask {
      runBlocking {
        launch { gate.complete(1) }
        javaMethod()
      }
    }
    assertThat(seen).isEqualTo(1)
  }

  @Test
  fun runBlocking_goesOnWhileItsJavaFlowWaits() {
    val seen = inATask {
      runBlocking {
        launch { gate.complete(1) }
        javaFlow.asFlow().first()
      }
    }
    assertThat(seen).isEqualTo(1)
  }

  private fun afterItsStart(begin: (kotlinx.coroutines.CoroutineScope) -> Deferred<Int>): Int =
    taskScope().call { scope ->
      val begun = begin(scope.asCoroutineScope())
      gate.complete(2)
      begun.asTask().await()
    }

  @Test
  fun taskThatStartsACoroutineInPlace_continues() {
    val inPlace = CoroutineStart.UNDISPATCHED
    assertThat(afterItsStart { it.async(start = inPlace) { javaMethod() } }).isEqualTo(2)
    assertThat(afterItsStart { it.async(Dispatchers.Unconfined) { javaMethod() } }).isEqualTo(2)
    assertThat(afterItsStart { it.async(start = inPlace) { javaFlow.asFlow().first() } })
      .isEqualTo(2)
  }

  @Test
  fun coroutineStartedInPlace_inWhatATaskAwaits_letsItContinue() {
    val seen = inATask {
      Suspend.await<Int> {
        coroutineScope {
          val begun = async(start = CoroutineStart.UNDISPATCHED) { javaMethod() }
          gate.complete(3)
          begun.await()
        }
      }
    }
    assertThat(seen).isEqualTo(3)
  }

  /** A limit of the task holds for the tasks that its Kotlin code starts. */
  @Test
  fun kotlinScope_inATaskUnderALimit_startsTasksUnderIt() {
    val running = AtomicInteger()
    val most = AtomicInteger()
    taskScope().on(AsyncDispatchers.cpu().limitedParallelism(1)).run {
      Suspend.await<Unit> {
        coroutineScope {
          repeat(20) {
            asTaskScope().launch {
              yieldNow()
              most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
              Thread.sleep(1) // holds the permit, and its thread
              running.decrementAndGet()
            }
          }
        }
      }
    }
    assertThat(most).hasValue(1)
  }
}
