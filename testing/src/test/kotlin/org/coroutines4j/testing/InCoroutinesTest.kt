package org.coroutines4j.testing

import java.time.Duration.ofHours
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.kotlin.Suspend
import org.coroutines4j.kotlin.asCoroutineScope
import org.coroutines4j.testing.VirtualTime.runTest
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test

/**
 * Guards that futures of coroutines in a test use its virtual time, and that a test in a coroutine
 * is refused.
 */
class InCoroutinesTest {
  @BeforeEach fun twoSeconds(): Unit = System.setProperty("coroutines4j.test.limit", "2").let {}

  @AfterEach fun usualLimit(): Unit = System.clearProperty("coroutines4j.test.limit").let {}

  @Test
  fun future_takesVirtualTime_inATaskAndInACoroutine() {
    runTest { test ->
      val inTask = Suspend.future<String> { delay(1.hours).let { "task" } }
      assertThat(Async.await(inTask)).isEqualTo("task")
      assertThat(test.clock().elapsed()).isEqualTo(ofHours(1))
      val inCoroutine =
        test.asCoroutineScope().async {
          val future = Suspend.future<String> { delay(1.hours).let { "coroutine" } }
          Async.await(future)
        }
      assertThat(Suspend.await<String> { inCoroutine.await() }).isEqualTo("coroutine")
      assertThat(test.clock().elapsed()).isEqualTo(ofHours(2))
    }
  }

  /** As a test waits for its tasks: nothing of it goes on beside the next one. */
  @Test
  fun futureThatIsNotAwaited_endsBeforeTheTest() {
    val seen = mutableListOf<String>()
    runTest { test ->
      Suspend.future<Unit> {
        delay(1.hours)
        seen += "ended after ${test.clock().elapsed()}"
      }
    }
    assertThat(seen).containsExactly("ended after PT1H")
  }

  @Test
  fun future_thatNeverEnds_failsTheTest_andIsCancelled() {
    lateinit var never: CompletableFuture<Unit>
    assertThatThrownBy {
        runTest { never = Suspend.future<Unit> { CompletableFuture<Unit>().await() } }
      }
      .isInstanceOf(AssertionError::class.java)
      .hasMessageContaining("not all of its tasks")
    assertThat(never).isCancelled
  }

  private suspend fun CompletableFuture<Unit>.await() {
    kotlinx.coroutines.suspendCancellableCoroutine<Unit> { waiter ->
      whenComplete { _, _ -> waiter.resumeWith(Result.success(Unit)) }
    }
  }

  /** Its failure is one of the future, and not an unhandled failure of the test. */
  @Test
  fun future_thatFailsOrIsCancelled_leavesTheTestAlone() {
    runTest {
      val failing = Suspend.future<Unit> { delay(1.hours).let { error("failed") } }
      val cancelled = Suspend.future<Unit> { delay(9.hours) }
      assertThatThrownBy { Async.await(failing) }.hasMessage("failed")
      cancelled.cancel(true)
      assertThatThrownBy { failing.join() }
        .isInstanceOf(CompletionException::class.java)
        .hasRootCauseMessage("failed")
      Suspend.future<Unit> { error("seen by nobody, as it is with futures") }
    }
  }

  @Test
  fun runTest_inACoroutineOfATest_isRefused() {
    runTest { test ->
      val inner =
        test.asCoroutineScope().async {
          assertThatThrownBy { runTest {} }
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("plain thread")
        }
      Suspend.await<Any> { inner.await() }
    }
  }

  @Test
  fun runTest_inACoroutineOfAScope_isRefused() {
    Async.run { scope ->
      val inner =
        scope.asCoroutineScope().async {
          assertThatThrownBy { runTest {} }.isInstanceOf(IllegalStateException::class.java)
        }
      Suspend.await<Any> { inner.await() }
    }
  }

  /** Whose workers must not be blocked, by a test neither. */
  @Test
  fun runTest_onAWorkerOfDefault_isRefused() {
    val inner =
      CoroutineScope(Dispatchers.Default).future {
        assertThatThrownBy { runTest {} }
          .isInstanceOf(IllegalStateException::class.java)
          .hasMessageContaining("Dispatchers.Default")
      }
    inner.get(20, SECONDS)
  }

  @Test
  fun runTest_onAThreadThatMayBlock_isNot() {
    runBlocking {
      runTest { Async.delay(ofHours(1)) }
      withContext(Dispatchers.IO) { runTest { Async.delay(ofHours(1)) } }
    }
  }
}
