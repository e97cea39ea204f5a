package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.future.future
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowable
import org.coroutines4j.Async
import org.coroutines4j.Async.supervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Outcome
import org.coroutines4j.ServiceScope
import org.coroutines4j.TaskScope
import org.coroutines4j.Tasks
import org.coroutines4j.channels.Channel
import org.coroutines4j.testkit.CapturedLog
import org.junit.jupiter.api.Test

/**
 * Guards that the failure of Kotlin's `async` in a supervisor is reported if no caller awaits it.
 * kotlinx leaves such a failure to its await and tells no other code of it.
 */
class LostAsyncTest {
  private val lost = IllegalStateException("lost")

  private fun reports(body: (TaskScope) -> Unit): List<String> =
    CapturedLog().use { log ->
      supervisorScope().named("shop").run { scope -> body(scope) }
      log.lines()
    }

  private fun line(name: String) =
    "C4J-102: async coroutine '$name' of scope 'shop' failed: java.lang.IllegalStateException: lost" +
      " (kotlinx does not tell whether a coroutine has awaited it since)"

  private fun join(deferred: Deferred<*>) = Suspend.await<Unit> { deferred.join() }

  @Test
  fun failureThatIsNotAwaited_isReported_andTheBlockSucceeds() {
    assertThat(reports { it.asCoroutineScope().async { throw lost } })
      .containsExactly(line("coroutine"))
    assertThat(reports { it.asCoroutineScope().async(CoroutineName("reader")) { throw lost } })
      .containsExactly(line("reader"))
  }

  @Test
  fun failureInRun_isReported() {
    CapturedLog().use { log ->
      Async.run { scope -> scope.asCoroutineScope().async { throw lost } }
      assertThat(log.lines()).singleElement().asString().contains("of scope 'run' failed", "lost")
    }
  }

  @Test
  fun failureThatJavaOnlyJoins_isReported() {
    val lines = reports { scope ->
      val failing = scope.asCoroutineScope().async { throw lost }
      failing.asTask().join()
      assertThat(failing.asTask().isDone).isTrue()
    }
    assertThat(lines).containsExactly(line("coroutine"))
  }

  @Test
  fun handlerOfTheUser_isTold_once() {
    val told = CopyOnWriteArrayList<Pair<String, Throwable>>()
    CapturedLog().use { log ->
      supervisorScope()
        .onFailure { task, failure -> told += task.name() to failure }
        .run { scope ->
          val kotlin = scope.asCoroutineScope()
          kotlin.async(CoroutineName("a")) { throw lost }
          kotlin.async(CoroutineName("b")) { yield().also { throw IllegalStateException("b") } }
        }
      assertThat(log.lines()).isEmpty()
    }
    assertThat(told.map { it.first }).containsExactlyInAnyOrder("a", "b")
    assertThat(told.map { it.second }).contains(lost)
  }

  @Test
  fun failureInAService_isReportedAtOnce() {
    CapturedLog().use { log ->
      val service = ServiceScope.open("shop")
      (service as AutoCloseable).use {
        join(service.asCoroutineScope().async { throw lost })
        assertThat(log.lines()).containsExactly(line("coroutine"))
      }
      assertThat(log.lines()).hasSize(1)
    }
  }

  @Test
  fun failureOnAnotherDispatcher_orOfAPart_isReported() {
    val lines = reports { scope ->
      val kotlin = scope.asCoroutineScope()
      kotlin.async(CoroutineName("elsewhere") + Dispatchers.Default) { throw lost }
      kotlin.async(CoroutineName("inner")) { withContext(Dispatchers.IO) { throw lost } }
      kotlin.async(CoroutineName("child")) { launch { throw lost } }
      kotlin.async(CoroutineName("block")) { coroutineScope { async { throw lost } } }
    }
    // assertions on: kotlinx copies what leaves a withContext or coroutineScope
    assertThat(lines).hasSizeBetween(1, 4).allMatch { it.contains("IllegalStateException: lost") }
  }

  @Test
  fun manyFailures_areAllReported_once() {
    val lines = reports { scope ->
      val kotlin = scope.asCoroutineScope()
      repeat(500) { i -> kotlin.async(CoroutineName("$i")) { throw IllegalStateException("$i") } }
    }
    val names = lines.map { it.substringAfter("coroutine '").substringBefore("'").toInt() }
    assertThat(names).containsExactlyInAnyOrderElementsOf((0 until 500).toList())
  }

  @Test
  fun failureBesideABackgroundTask_isReported() {
    val lines = reports { scope ->
      scope.background { Async.delay(java.time.Duration.ofHours(1)) }
      scope.asCoroutineScope().async { kotlinx.coroutines.delay(50).also { throw lost } }
    }
    assertThat(lines).containsExactly(line("coroutine"))
  }

  // Failures that a caller has received.

  @Test
  fun failureThatJavaReceives_isNotReported() {
    val receivers =
      listOf<(Deferred<Int>) -> Any?>(
        { Suspend.await<Int> { it.await() } },
        { it.asTask().await() },
        { it.asTask().awaitOutcome() as Outcome.Failure },
        { Tasks.awaitAll(it.asTask()) },
        { Tasks.awaitAllSettled(listOf(it.asTask())) },
        { it.asTask().toCompletableFuture().join() },
        { Async.select().onAwait(it.asTask()) { value -> value }.await() },
        { Async.await(it.asTask().toCompletableFuture()) },
      )
    for (late in listOf(false, true)) {
      for (receiver in receivers) {
        val lines = reports { scope ->
          val gate = CompletableDeferred<Unit>()
          val failing = scope.asCoroutineScope().async<Int> { gate.await().let { throw lost } }
          if (late) {
            gate.complete(Unit)
            join(failing)
          } else {
            scope.launch {
              Async.delay(java.time.Duration.ofMillis(20)).also { gate.complete(Unit) }
            }
          }
          catchThrowable { receiver(failing) }
        }
        assertThat(lines).describedAs("late: $late").isEmpty()
      }
    }
  }

  @Test
  fun failureThatACoroutineAwaits_isNotReported() {
    val receivers =
      listOf<suspend (Deferred<Int>) -> Any?>(
        { it.await() },
        { listOf(it).awaitAll() },
        { select<Int> { it.onAwait { value -> value } } },
      )
    for (receiver in receivers) {
      val seen = CopyOnWriteArrayList<Throwable>()
      val lines = reports { scope ->
        val kotlin = scope.asCoroutineScope()
        val gate = CompletableDeferred<Unit>()
        val failing = kotlin.async<Int> { gate.await().let { throw lost } }
        kotlin.launch(start = CoroutineStart.UNDISPATCHED) {
          seen += checkNotNull(runCatching { receiver(failing) }.exceptionOrNull())
        }
        gate.complete(Unit) // it waits by now
      }
      assertThat(lines).isEmpty()
      assertThat(seen).singleElement().matches { it === lost || it.cause === lost }
    }
  }

  @Test
  fun failureThatFailsAnother_isReportedForThatOneOnly() {
    CapturedLog().use { log ->
      assertThatThrownBy {
        supervisorScope().named("shop").run { scope ->
          val kotlin = scope.asCoroutineScope()
          val failing = kotlin.async { throw lost }
          kotlin.launch(CoroutineName("waiter")) { failing.await() }
        }
      }
        .matches { it === lost || it.cause === lost }
      assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("C4J-101: task 'waiter' of scope 'shop'")
    }
  }

  @Test
  fun failureThatTheBlockThrows_isNotReported() {
    CapturedLog().use { log ->
      assertThatThrownBy {
        supervisorScope().run { scope ->
          val failing = scope.asCoroutineScope().async { throw lost }
          Suspend.await<Unit> { failing.await() }
        }
      }
        .matches { it === lost || it.cause === lost }
      assertThat(log.lines()).isEmpty()
    }
  }

  @Test
  @OptIn(ExperimentalCoroutinesApi::class)
  fun failureWithAPlaceOfItsOwn_isNotReported() {
    val lines = reports { scope ->
      val kotlin = scope.asCoroutineScope()
      kotlin.future { throw lost }
      kotlin.produce<Int> { throw lost }
      CompletableDeferred<Int>(kotlin.coroutineContext.job).completeExceptionally(lost)
    }
    assertThat(lines).isEmpty()
  }

  @Test
  fun failureInATaskScope_isThrown() {
    CapturedLog().use { log ->
      assertThatThrownBy {
          taskScope().run { scope ->
            scope.asCoroutineScope().async { throw lost }
            Channel.rendezvous<Int>().receive()
          }
        }
        .isSameAs(lost)
      assertThat(log.lines()).isEmpty()
    }
  }

  @Test
  fun javaTasks_areReportedAsEver() {
    CapturedLog().use { log ->
      assertThatThrownBy {
          supervisorScope().named("shop").run { scope ->
            scope.named("launched").launch { throw lost }
            scope.named("async").async(Callable<Int> { throw IllegalStateException("async") })
          }
        }
        .satisfies({ thrown ->
          assertThat((thrown.suppressed.toList() + thrown).map { it.message })
            .containsExactlyInAnyOrder("lost", "async")
        })
      assertThat(log.lines()).hasSize(2).allMatch { it.startsWith("C4J-101: task '") }
    }
  }

  /** A scope of a coroutine that is in the supervisor has Kotlin's rules. */
  @Test
  fun failureOfACoroutinesChild_isThatOfTheCoroutine() {
    CapturedLog().use { log ->
      assertThatThrownBy {
          supervisorScope().run { scope ->
            scope.asCoroutineScope().launch {
              CoroutineScope(coroutineContext).async { throw lost }
            }
          }
        }
        .isSameAs(lost)
      assertThat(log.lines()).hasSize(1)
    }
  }
}
