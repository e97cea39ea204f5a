package org.coroutines4j.kotlin

import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Semaphore
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.withTimeout
import org.coroutines4j.TimeoutExceededException
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/** Kotlin code calls suspend methods that are written in Java. */
class ImplementTest {
  private val log = CopyOnWriteArrayList<String>()
  private val started = Semaphore(0)

  @Test
  fun javaMethod_mayBlock_onManyCallsFromDefault() {
    val all = CountDownLatch(20)
    val users = JavaUsers(Callable { all.countDown().also { all.await() } })
    val names =
      runBlocking(Dispatchers.Default) { List(20) { async { users.nameOf(1) } }.awaitAll() }
    assertThat(names).hasSize(20).containsOnly("Ada")
  }

  @Test
  fun javaMethod_mayAwait_onEachDispatcher() {
    val users =
      JavaUsers(
        Callable {
          taskScope().call { scope ->
            scope.async<String> { delay(ofSeconds(0)).let { "x" } }.await()
          }
        }
      )
    runBlocking {
      assertThat(users.nameOf(1)).isEqualTo("Ada")
      assertThat(withContext(Dispatchers.Default) { users.nameOf(1) }).isEqualTo("Ada")
      assertThat(withContext(Dispatchers.IO) { users.nameOf(1) }).isEqualTo("Ada")
      users.remove(1)
      assertThat(runCatching { users.nameOf(1) }.getOrNull()).isNull()
    }
  }

  @Test
  fun javaMethod_runsInItsCallersWrappers_onceOnEachThread() {
    val around =
      org.coroutines4j.ContextElement.around { action ->
        log += "begin"
        action.run()
        log += "end"
      }
    val users = JavaUsers(Callable { "x".also { log += "body" } })
    taskScope().with(around).run { scope ->
      log.clear()
      scope.asCoroutineScope().async(Dispatchers.Default) { users.nameOf(1) }.asTask().await()
      assertThat(log).containsExactly("begin", "body", "end")
    }
    log.clear()
    taskScope().with(around).run { Suspend.await<String> { users.nameOf(1) } }
    assertThat(log).containsExactly("begin", "body", "end")
  }

  @Test
  fun cancellationOfTheCaller_cancelsTheJavaMethod_whichCleansUp() {
    val awaiting = JavaUsers(Callable { cleaned { delay(ofSeconds(60)) } })
    val blocking = JavaUsers(Callable { cleaned { Thread.sleep(60_000) } })
    for (users in listOf(awaiting, blocking)) {
      runBlocking(Dispatchers.Default) {
        val call = launch { users.nameOf(1) }
        withContext(Dispatchers.IO) { started.acquire() }
        call.cancelAndJoin()
      }
    }
    assertThat(log).containsExactly("cleaned", "cleaned")
  }

  private fun cleaned(wait: () -> Unit) {
    try {
      started.release()
      wait()
    } finally {
      log += "cleaned"
    }
  }

  @Test
  fun failure_reachesTheCaller() {
    val failure = IllegalStateException("no table")
    val users = JavaUsers(Callable { throw failure })
    val caught =
      runBlocking(Dispatchers.Default) { runCatching { users.nameOf(1) }.exceptionOrNull() }
    assertThat(caught).isInstanceOf(IllegalStateException::class.java).hasMessage("no table")
    assertThat(caught === failure || caught?.cause === failure).isTrue()
  }

  @Test
  fun javaCallsKotlinCallsJava_inOneTree() {
    val users = JavaUsers(Callable { cleaned { delay(ofSeconds(60)) } })
    var limit = 10L
    while (log.isEmpty()) { // or it has not even begun
      limit *= 4
      assertThatThrownBy {
          withTimeout(ofMillis(limit)) { Suspend.await<String> { users.nameOf(1) } }
        }
        .isInstanceOf(TimeoutExceededException::class.java)
    }
    assertThat(log).containsExactly("cleaned")
  }

  @Test
  fun cancellationException_isNotSwallowed() {
    val users = JavaUsers(Callable { throw CancellationException("mine") })
    assertThatThrownBy { runBlocking { users.nameOf(1) } }
      .isInstanceOf(CancellationException::class.java)
  }
}
