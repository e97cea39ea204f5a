package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.job
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Fails if what kotlinx calls internal, and the runtime leans on, changes. */
class InternalsTest {
  /** A block of Kotlin that is run in line by the coroutine around it. */
  class InLine(private val name: String, val run: suspend (body: suspend () -> Unit) -> Unit) {
    override fun toString(): String = name
  }

  companion object {
    @JvmStatic
    fun blocks(): List<InLine> =
      listOf(
        InLine("none") { it() },
        InLine("coroutineScope") { coroutineScope { it() } },
        InLine("supervisorScope") { supervisorScope { it() } },
        InLine("withTimeout") { withTimeout(60_000) { it() } },
        InLine("withTimeoutOrNull") { withTimeoutOrNull(60_000) { it() } },
        InLine("withContext, here") { withContext(CoroutineName("here")) { it() } },
        InLine("withContext, nothing") { withContext(EmptyCoroutineContext) { it() } },
        InLine("flow") { body -> flow { emit(body()) }.first() },
        InLine("several") { body ->
          coroutineScope { withTimeout(60_000) { supervisorScope { body() } } }
        },
      )
  }

  /** `ScopeCoroutine`, by which a Java verb finds the block that it is called in. */
  @ParameterizedTest
  @MethodSource("blocks")
  fun verbsOfJava_belongToTheBlockOfKotlinThatCallsThem(block: InLine) {
    var checked = 0
    val body: suspend () -> Unit = {
      assertParent(currentCoroutineContext().job) // in line: the parent is not told of the block
      delay(1)
      assertParent(currentCoroutineContext().job)
      checked++
    }
    taskScope().run { scope ->
      Suspend.await<Unit> { block.run(body) }
      scope.asCoroutineScope().async { block.run(body) }.asTask().await()
      scope.async(Callable { Suspend.await<Unit> { block.run(body) } }).await()
    }
    assertThat(checked).isEqualTo(3)
  }

  @OptIn(ExperimentalCoroutinesApi::class)
  private fun assertParent(job: Job) {
    taskScope().run { assertThat(it.asCoroutineScope().coroutineContext.job.parent).isSameAs(job) }
  }

  /** `ScopeCoroutine`, by which a body knows what it awaits from what runs beside it. */
  @ParameterizedTest
  @MethodSource("blocks")
  fun blocksThatABodyAwaits_goOnOnItsOwnThread(block: InLine) {
    val threads = ArrayList<Thread>()
    taskScope().run {
      threads += Thread.currentThread()
      Suspend.await<Unit> {
        block.run {
          repeat(3) {
            delay(1)
            threads += Thread.currentThread()
          }
        }
      }
    }
    assertThat(threads).hasSize(4).containsOnly(threads[0])
  }

  /** `AbortFlowException`, by which operators end a flow early, which is no failure to recover. */
  @Test
  fun endOfAFlow_isAnAbortFlowException() {
    var seen: Throwable? = null
    val watched = flow {
      try {
        emit(1)
      } catch (e: Throwable) {
        seen = e
        throw e
      }
    }
    assertThat(runBlocking { watched.first() }).isEqualTo(1)
    assertThat(seen?.javaClass?.name)
      .isEqualTo("kotlinx.coroutines.flow.internal.AbortFlowException")
  }
}
