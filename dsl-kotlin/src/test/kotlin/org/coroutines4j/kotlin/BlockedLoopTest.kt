package org.coroutines4j.kotlin

import java.time.Duration.ofMillis
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.FutureTask
import kotlin.concurrent.thread
import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Dispatchers
import org.coroutines4j.TimeoutExceededException
import org.coroutines4j.testkit.CapturedLog
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/**
 * A verb that waits on the thread of a `runBlocking` for what a coroutine of that very thread is to
 * do: the coroutines run meanwhile, when the wait has lasted for a while.
 */
class BlockedLoopTest {
  private val CoroutineScope.loop: CoroutineDispatcher
    get() = coroutineContext[ContinuationInterceptor] as CoroutineDispatcher

  @Test
  fun suspendAwait_ofACoroutineOfTheLoop_returns() {
    val value = runBlocking {
      val own = async { delay(10).let { 1 } }
      Suspend.await<Int> { own.await() }
    }
    assertThat(value).isEqualTo(1)
  }

  @Test
  fun withContextOfTheLoop_returns() {
    val values = runBlocking {
      listOf(
        Suspend.await<Int> { withContext(loop) { yield().let { 1 } } },
        Async.withContext(Dispatchers.from(loop.asExecutor()), Callable { 2 }),
      )
    }
    assertThat(values).containsExactly(1, 2)
  }

  @Test
  fun futureThatTheLoopCompletes_isAwaited() {
    val values = runBlocking {
      val stage = CompletableFuture<Int>()
      val plain = FutureTask { 2 }
      launch {
        delay(10)
        stage.complete(1)
        plain.run()
      }
      listOf(Async.await(stage), Async.awaitFuture(plain))
    }
    assertThat(values).containsExactly(1, 2)
  }

  @Tag("full")
  @Test
  fun plainFutureThatTheLoopCompletes_isAwaited() {
    val value = runBlocking {
      val plain = FutureTask { 2 }
      launch { delay(10).let { plain.run() } }
      Async.awaitFuture(plain)
    }
    assertThat(value).isEqualTo(2)
  }

  @Tag("full")
  @Test
  fun taskThatWaitsForTheLoop_isAwaited() {
    val value = runBlocking {
      val own = async { delay(10).let { 1 } }
      taskScope().call { scope ->
        scope.async(Callable { Suspend.await<Int> { own.await() } }).await()
      }
    }
    assertThat(value).isEqualTo(1)
  }

  /** Otherwise a coroutine that wants a lock might run on top of the waiting one that holds it. */
  @Test
  fun shortWait_isNotInterleavedWithOtherCoroutines() {
    val order = mutableListOf<String>()
    runBlocking {
      for (name in listOf("a", "b")) {
        launch {
          order += "$name begins"
          Async.delay(ofMillis(20))
          order += "$name ends"
        }
      }
    }
    assertThat(order).containsExactly("a begins", "a ends", "b begins", "b ends")
  }

  @Test
  fun loopThatRunsMeanwhile_isTold() {
    CapturedLog().use { log ->
      runBlocking {
        val own = async { 1 }
        Suspend.await<Int> { own.await() }
      }
      assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("blocks thread ${Thread.currentThread().name}".substringBefore(" @"))
        .contains("event loop of a runBlocking")
    }
  }

  /** What a coroutine waits for on top of another wait is no part of that. */
  @Tag("full")
  @Test
  fun verbOfACoroutineThatRunsMeanwhile_isNotCancelledWithTheWait() {
    val log = mutableListOf<String>()
    runBlocking {
      launch {
        Async.delay(ofMillis(1500))
        log += "delayed"
      }
      assertThatThrownBy {
          Async.withTimeout(
            ofMillis(1500),
            Callable { Suspend.await<Unit> { awaitCancellation() } },
          )
        }
        .isInstanceOf(TimeoutExceededException::class.java)
      log += "timed out"
    }
    assertThat(log).containsExactly("delayed", "timed out")
  }

  @Tag("full")
  @Test
  fun taskThatCallsRunBlocking_isHelpedToo_withItsOnlyPermit() {
    var running = 0
    var most = 0
    val value =
      taskScope().on(Dispatchers.eventLoop()).call { scope ->
        scope.launch {
          repeat(500) {
            most = maxOf(most, ++running)
            Thread.sleep(1)
            running--
            Async.delay(ofMillis(1))
          }
        }
        scope
          .async(
            Callable {
              runBlocking {
                val own = async {
                  repeat(20) {
                    most = maxOf(most, ++running)
                    Thread.sleep(2)
                    running--
                    delay(1)
                  }
                  1
                }
                Suspend.await<Int> { own.await() }
              }
            }
          )
          .await()
      }
    assertThat(value).isEqualTo(1)
    assertThat(most).isEqualTo(1)
  }

  @Tag("full")
  @Test
  fun waitThatIsCancelled_ends_whileTheLoopRuns() {
    val ended = CompletableDeferred<Unit>()
    taskScope().run { scope ->
      val waiting = scope.launch {
        runBlocking {
          launch {
            repeat(1_000) {
              delay(2)
              if (it == 1) ended.complete(Unit)
            }
          }
          Suspend.await<Unit> { awaitCancellation() }
        }
      }
      Suspend.await<Unit> { ended.await() }
      waiting.cancel()
      waiting.join()
    }
  }

  /** As many waits as there are coroutines would be one on top of the other, and fill the stack. */
  @Tag("full")
  @Test
  fun manyWaits_doNotFillTheStack() {
    val gate = CompletableFuture<Int>()
    val sum = runBlocking {
      val waits = List(2_000) { async { Async.await(gate) } }
      launch { gate.complete(1) }
      thread { Thread.sleep(3_000).also { gate.complete(1) } }
      waits.sumOf { it.await() }
    }
    assertThat(sum).isEqualTo(2_000)
  }
}
