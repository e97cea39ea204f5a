package org.coroutines4j.callers

import java.util.concurrent.CompletableFuture
import kotlin.coroutines.Continuation
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.junit.jupiter.api.Test

/** Kotlin code, which a body awaits, calls a verb of Java that waits. */
class NestedAwaitTest {
  private fun <T> awaitInBody(block: suspend () -> T): T =
    @Suppress("UNCHECKED_CAST") (SuspendCall.await(block) as T)

  /** It has the same Job, so that the body would run it, if the body waited for Kotlin's code. */
  private suspend fun startBeside(block: suspend () -> Unit) =
    block.startCoroutine(Continuation(coroutineContext) { it.getOrThrow() })

  @Test
  fun codeStartedBeside_runsWhileAVerbWaitsForIt() {
    val value = awaitInBody {
      val done = CompletableFuture<Int>()
      startBeside { done.complete(7) }
      Async.await(done)
    }

    assertThat(value).isEqualTo(7)
  }

  @Test
  fun codeStartedBeside_runsWhileABlockWaitsForIt() {
    val value = awaitInBody {
      val done = CompletableFuture<Int>()
      startBeside { done.complete(7) }
      Async.taskScope().call<Int> { scope -> scope.async { done.join() }.await() }
    }

    assertThat(value).isEqualTo(7)
  }

  @Test
  fun codeStartedBeside_runsWhileTheEndOfABlockWaitsForIt() {
    val done = CompletableFuture<Int>()

    val value = awaitInBody {
      startBeside { done.complete(7) }
      Async.taskScope().run { scope -> scope.launch { done.join() } }
      yield()
      done.join()
    }

    assertThat(value).isEqualTo(7)
  }
}
