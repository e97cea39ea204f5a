package org.coroutines4j.kotlin

import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.Async.ensureActive
import org.coroutines4j.Async.taskScope
import org.coroutines4j.flow.AsyncFlow
import org.junit.jupiter.api.Test

/** A step of a coroutine that begins inside of a block of Kotlin goes on with what follows it. */
class StepsTest {
  private fun <T> inAJavaScope(code: suspend CoroutineScope.() -> T): T =
    taskScope().call { scope -> scope.asCoroutineScope().async { code() }.asTask().await() }

  private fun waitInJava() = Async.delay(ofMillis(1))

  @Test
  fun javaVerb_afterABlockThatHasEnded_waitsInWhatIsAround() {
    val seen = inAJavaScope {
      coroutineScope { delay(1) }
      waitInJava()
      withTimeout(10_000) { coroutineScope { delay(1) } }
      waitInJava()
      withContext(NonCancellable) { delay(1) }
      waitInJava()
      ensureActive()
      taskScope().call { it.async(Callable { 1 }).await() }
    }
    assertThat(seen).isEqualTo(1)
  }

  @Test
  fun iterator_afterABlockThatHasEnded_goesOn() {
    val seen = inAJavaScope {
      coroutineScope { delay(1) }
      AsyncFlow.range(0, 3).iterator().use { numbers -> numbers.asSequence().toList() }
    }
    assertThat(seen).containsExactly(0, 1, 2)
  }

  /** Nothing of the block is left: what is cancelled is the coroutine around it. */
  @Test
  fun javaVerb_afterABlockThatHasEnded_endsWithTheCoroutine() {
    val waiting = CountDownLatch(1)
    taskScope().run { scope ->
      val task =
        scope
          .asCoroutineScope()
          .async {
            withContext(NonCancellable) { delay(1) }
            waiting.countDown()
            Async.delay(ofSeconds(60))
          }
          .asTask()
      waiting.await()
      task.cancel("enough")
      assertThat(task.awaitOutcome().toString()).contains("enough")
    }
  }
}
