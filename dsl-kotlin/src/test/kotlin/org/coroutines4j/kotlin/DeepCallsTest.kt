package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers as AsyncDispatchers
import org.coroutines4j.testkit.limitedTo
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/**
 * Guards that Java code that awaits Kotlin code that awaits Java code, a hundred levels deep, does
 * not run out of threads.
 */
class DeepCallsTest {
  private fun java(depth: Int, kotlin: suspend (Int) -> Int): Int {
    yieldNow()
    return if (depth == 0) 0
    else
      taskScope().call { scope ->
        scope.async(Callable { Suspend.await<Int> { kotlin(depth - 1) } }).await() + 1
      }
  }

  /** Without a switch: in the coroutine that calls. */
  private suspend fun kotlin(depth: Int): Int {
    yield()
    return if (depth == 0) 0 else callJava(Callable { java(depth - 1, ::kotlin) }) + 1
  }

  /** On the workers of Default. */
  private suspend fun onDefault(depth: Int): Int =
    withContext(Dispatchers.Default) {
      yield()
      if (depth == 0) 0 else callJava(Callable { java(depth - 1, ::onDefault) }) + 1
    }

  @Test
  fun onVirtual() {
    taskScope().run { assertThat(java(100, ::kotlin)).isEqualTo(100) }
  }

  @Test
  fun underOnePermit() {
    taskScope().on(AsyncDispatchers.cpu().limitedParallelism(1)).run {
      assertThat(java(100, ::kotlin)).isEqualTo(100)
    }
  }

  @Test
  fun onDefault_severalConcurrently() {
    runBlocking(Dispatchers.Default) { assertThat(onDefault(100)).isEqualTo(100) }
    taskScope().run { scope ->
      val tasks = List(4) { scope.async(Callable { java(100, ::onDefault) }) }
      tasks.forEach { assertThat(it.await()).isEqualTo(100) }
    }
  }

  @Test
  fun onDefaultWithOnePermit() {
    val one = Dispatchers.Default.limitedTo(1)
    runBlocking(one) { assertThat(kotlin(100)).isEqualTo(100) }
  }
}
