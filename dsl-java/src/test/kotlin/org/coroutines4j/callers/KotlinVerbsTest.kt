package org.coroutines4j.callers

import java.io.IOException
import java.time.Duration
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.Optional
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async.await
import org.coroutines4j.Async.awaitFuture
import org.coroutines4j.Async.blocking
import org.coroutines4j.Async.call
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.ensureActive
import org.coroutines4j.Async.forEachConcurrent
import org.coroutines4j.Async.gather
import org.coroutines4j.Async.gatherSettled
import org.coroutines4j.Async.mapConcurrent
import org.coroutines4j.Async.nonCancellable
import org.coroutines4j.Async.race
import org.coroutines4j.Async.raceSettled
import org.coroutines4j.Async.retry
import org.coroutines4j.Async.run
import org.coroutines4j.Async.supervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.tryWithTimeout
import org.coroutines4j.Async.withContext
import org.coroutines4j.Async.withTimeout
import org.coroutines4j.Async.withTimeoutOrEmpty
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers
import org.coroutines4j.Outcome
import org.coroutines4j.RetryPolicy
import org.coroutines4j.Tasks
import org.coroutines4j.TimeoutExceededException
import org.coroutines4j.runtime.coroutine.CoroutineThreads
import org.junit.jupiter.api.Test

/**
 * Guards how Kotlin code calls the verbs. Of two forms the compiler chooses the one with a result;
 * otherwise the declared types below would not compile.
 */
class KotlinVerbsTest {
  private val long: Duration = ofSeconds(20)

  @Test
  fun pairs_giveTheirResults() {
    val timed: Int = withTimeout(long) { 1 }
    val gathered: List<Int> = gather({ 1 }, { 2 })
    val shielded: String = nonCancellable { "shielded" }
    val blocked: String = blocking { "blocked" }
    val elsewhere: Boolean = withContext(Dispatchers.cpu()) { true }
    val settled: List<Outcome<Int>> = gatherSettled({ 1 }, { 2 })
    val first: Int = race({ 1 }, { delay(long).let { 2 } })
    val tried: Int = retry(RetryPolicy.maxAttempts(1)) { 1 }
    val none: List<Int> = gather()
    val ended: Outcome<Int> = raceSettled({ 1 }, { delay(long).let { 2 } })
    val unused = ArrayList<Int>()
    val kept: Int = race({ value -> unused.add(value) }, { 1 }, { delay(long).let { 2 } })

    assertThat(timed).isEqualTo(1)
    assertThat(gathered).containsExactly(1, 2)
    assertThat(shielded + blocked).isEqualTo("shieldedblocked")
    assertThat(elsewhere).isTrue()
    assertThat(settled).containsExactly(Outcome.Success(1), Outcome.Success(2))
    assertThat(listOf(first, tried)).containsExactly(1, 1)
    assertThat(none).isEmpty()
    assertThat(ended).isEqualTo(Outcome.Success(1))
    assertThat(kept).isEqualTo(1)
    assertThat(unused).isEmpty()
  }

  @Test
  fun pairs_takeCodeWithoutAResult() {
    val calls = AtomicInteger()
    fun work() {
      calls.incrementAndGet()
    }

    withTimeout(long) { work() }
    gather({ work() }, { work() })
    nonCancellable { work() }
    blocking { work() }
    withContext(Dispatchers.io()) { work() }
    race({ work() })
    gatherSettled({ work() }, { work() })
    retry(RetryPolicy.maxAttempts(1)) { work() }
    blocking({ work() }, { error("not cancelled") })

    assertThat(calls).hasValue(11)
  }

  @Test
  fun blockingWithAWayToStop_returnsItsResult() {
    val value: Int = blocking({ 1 }, { error("not cancelled") })

    assertThat(value).isEqualTo(1)
  }

  @Test
  fun run_waitsForItsTasks() {
    val done = CountDownLatch(1)

    run { scope ->
      scope.launch {
        delay(ofMillis(1))
        done.countDown()
      }
    }

    assertThat(done.count).isZero()
  }

  @Test
  fun call_returnsTheValueOfTheBody() {
    val sum: Int = call { scope ->
      val a = scope.async { 1 }
      val b = scope.async { 2 }
      a.await() + b.await()
    }

    assertThat(sum).isEqualTo(3)
  }

  @Test
  fun scopeBlocks_returnAValue() {
    val text: String =
      taskScope().named("import").on(Dispatchers.io()).withTimeout(long).call { "x" }
    val failures = ArrayList<String>()
    supervisorScope()
      .onFailure { task, failure -> failures.add("${task.name()}: ${failure.message}") }
      .run { scope -> scope.named("loses").launch { error("lost") } }

    assertThat(text).isEqualTo("x")
    assertThat(failures).containsExactly("loses: lost")
  }

  @Test
  fun severalBodies_runTogether() {
    val mixed: List<Any> = gather({ 1 }, { "x" })
    val collected: List<Int> = gather(listOf({ 1 }, { 2 }).map { Callable(it) })
    val settled: List<Boolean> =
      gatherSettled({ 1 }, { throw IOException("lost") }).map { it.isSuccess }
    val first: String = race({ "fast" }, { delay(long).let { "slow" } })

    assertThat(mixed).containsExactly(1, "x")
    assertThat(collected).containsExactly(1, 2)
    assertThat(settled).containsExactly(true, false)
    assertThat(first).isEqualTo("fast")
  }

  @Test
  fun collections_areWorkedOnTogether() {
    val lengths: List<Int> = mapConcurrent(setOf("a", "bb")) { it.length }
    val squares: List<Int> = mapConcurrent(1..4, 2) { it * it }
    val sum = AtomicInteger()
    forEachConcurrent(listOf(1, 2, 3), 2) { sum.addAndGet(it) }
    forEachConcurrent(listOf(4, 5)) { sum.addAndGet(it) }

    assertThat(lengths).containsExactly(1, 2)
    assertThat(squares).containsExactly(1, 4, 9, 16)
    assertThat(sum).hasValue(15)
  }

  @Test
  fun retry_triesAgain() {
    val attempts = AtomicInteger()
    val policy = RetryPolicy.maxAttempts(3).retryOn(IOException::class.java)

    val value: Int =
      retry(policy) {
        if (attempts.incrementAndGet() < 3) throw IOException("again")
        attempts.get()
      }

    assertThat(value).isEqualTo(3)
  }

  @Test
  fun timeouts_areThrownOrEmpty() {
    val empty: Optional<String> = withTimeoutOrEmpty(ofMillis(1)) { delay(long).let { "late" } }
    val present: Optional<String> = withTimeoutOrEmpty(long) { "in time" }

    assertThat(empty).isEmpty
    assertThat(tryWithTimeout(long) { delay(ofMillis(1)) }).isTrue()
    assertThat(tryWithTimeout(ofMillis(1)) { delay(long) }).isFalse()
    assertThat(present).contains("in time")
    assertThatThrownBy { withTimeout(ofMillis(1)) { delay(long) } }
      .isInstanceOf(TimeoutExceededException::class.java)
  }

  @Test
  fun awaits_giveTheValueOfStagesFuturesAndTasks() {
    val stage: String = await(CompletableFuture.completedStage("stage"))
    val future: String = awaitFuture(CompletableFuture.completedFuture("future"))
    val task: String = call { scope -> await(scope.async { "task" }) }

    assertThat(listOf(stage, future, task)).containsExactly("stage", "future", "task")
  }

  @Test
  fun cancellationPoints_throwInACancelledTask() {
    val points = listOf<() -> Unit>({ ensureActive() }, { yieldNow() }, { delay(Duration.ZERO) })
    val thrown = ArrayList<Throwable?>()

    run { scope ->
      val task = scope.async {
        Tasks.current().cancel()
        points.forEach { point -> thrown += runCatching { point() }.exceptionOrNull() }
      }
      task.join()
    }

    assertThat(thrown).hasSize(3).allMatch { it is CancellationException }
  }

  @Test
  fun ensureActive_throwsInACancelledCoroutineOfAScope() {
    val thrown = CompletableFuture<Throwable?>()

    taskScope().run {
      val context = checkNotNull(CoroutineThreads.current()).frame().context()
      CoroutineScope(context).launch {
        coroutineContext.job.cancel(null)
        thrown.complete(runCatching { ensureActive() }.exceptionOrNull())
      }
    }

    assertThat(thrown.get()).isInstanceOf(CancellationException::class.java)
  }
}
