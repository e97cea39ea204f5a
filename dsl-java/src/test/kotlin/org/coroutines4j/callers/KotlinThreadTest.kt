package org.coroutines4j.callers

import kotlin.concurrent.thread
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.ServiceScope
import org.coroutines4j.testkit.limitedTo
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/**
 * In Kotlin, `task.await()` compiles inside a suspend function and blocks. Where that would take a
 * thread from all other coroutines it is refused, by an internal of kotlinx: this notices when
 * `CoroutineSchedulerKt.mayNotBlock` is gone or answers something else.
 */
class KotlinThreadTest {
  private val scope: ServiceScope = ServiceScope.open("tasks")

  @AfterEach
  fun close() {
    scope.close()
  }

  @Test
  fun defaultWorker_isToldTheSuspendingWay() =
    runBlocking<Unit> {
      val task = scope.async { 7 }

      withContext(Dispatchers.Default) {
        assertThatThrownBy { task.await() }
          .isInstanceOf(IllegalStateException::class.java)
          .hasMessageContaining(Thread.currentThread().name)
          .hasMessageContaining("Dispatchers.Default")
          .hasMessageContaining("asDeferred().await()")
          .hasMessageContaining("withContext(Dispatchers.IO)")
      }
      assertThat(task.await()).isEqualTo(7)
    }

  @Test
  fun defaultWorker_isOnlyWarned_ifThatIsAskedFor() =
    runBlocking<Unit> {
      val task = scope.async { 7 }
      System.setProperty("coroutines4j.blocking", "warn")
      try {
        assertThat(withContext(Dispatchers.Default) { task.await() }).isEqualTo(7)
      } finally {
        System.clearProperty("coroutines4j.blocking")
      }
    }

  @Test
  fun defaultWorker_isRefusedEachVerbThatWaits() =
    runBlocking<Unit> {
      val task = scope.async { 7 }
      val verbs =
        listOf<() -> Any?>(
          { task.join() },
          { Async.run {} },
          { Async.taskScope().call { 1 } },
          { Async.gather({ 1 }, { 2 }) },
          { Async.delay(java.time.Duration.ofMillis(1)) },
          { Async.withTimeout(java.time.Duration.ofSeconds(1)) { 1 } },
          { scope.close() },
        )

      withContext(Dispatchers.Default.limitedTo(1)) {
        for (verb in verbs) {
          assertThatThrownBy { verb() }.isInstanceOf(IllegalStateException::class.java)
        }
      }
      assertThat(scope.isActive).isTrue()
    }

  @Test
  fun defaultWorker_mayUseWhatDoesNotWait() =
    runBlocking<Unit> {
      val value =
        withContext(Dispatchers.Default) {
          val task = scope.async { 7 }
          val value = task.toCompletableFuture().await()
          assertThat(task.awaitOutcome().getOrThrow()).isEqualTo(7)
          value
        }

      assertThat(value).isEqualTo(7)
    }

  @Test
  fun ioWorker_mayBlock() =
    runBlocking<Unit> {
      val value = withContext(Dispatchers.IO) { scope.async { 7 }.await() }

      assertThat(value).isEqualTo(7)
    }

  @Test
  fun threadThatWasOfDefaultBeforeAndIsNowOfIo_mayBlock() =
    runBlocking<Unit> {
      val values =
        withContext(Dispatchers.Default) {
          List(20) {
            yield()
            withContext(Dispatchers.IO) { scope.async { it }.await() }
          }
        }

      assertThat(values).containsExactlyElementsOf(0..19)
    }

  @Test
  fun threadOfRunBlocking_mayBlock() {
    val value = runBlocking { scope.async { 7 }.await() }

    assertThat(value).isEqualTo(7)
  }

  @Test
  fun plainThread_mayBlock() {
    var value = 0

    thread { value = scope.async { 7 }.await() }.join()

    assertThat(value).isEqualTo(7)
  }
}
