package org.coroutines4j.kotlin

import java.io.IOException
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.run
import org.coroutines4j.Async.selectRun
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Outcome
import org.coroutines4j.TaskCancelledException
import org.coroutines4j.Tasks
import org.coroutines4j.WaitUntil
import org.coroutines4j.testkit.limitedTo
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Tasks as Deferreds, and Deferreds as tasks. */
@Tag("exceptions")
class TasksTest {
  @Test
  fun task_isAwaitedByACoroutine() {
    run { scope ->
      val task = scope.async(Callable { 7 })
      val seen = runBlocking(Dispatchers.Default) { task.asDeferred().await() }
      assertThat(seen).isEqualTo(7)
    }
  }

  @Test
  fun manyTasks_areAwaitedByOneWorker() {
    run { scope ->
      val tasks = List(200) { i -> scope.async(Callable { i.also { delay(ofSeconds(0)) } }) }
      val one = Dispatchers.Default.limitedTo(1)
      val sum =
        runBlocking(one) {
          tasks.map { task -> async { task.asDeferred().await() } }.sumOf { it.await() }
        }
      assertThat(sum).isEqualTo(199 * 100)
    }
  }

  @Test
  fun checkedFailureOfATask_isThrownAsItIs_andHandled() {
    val failure = IOException("no network")
    run { scope ->
      val task = scope.async<Int>(Callable { throw failure })
      val caught = runBlocking { runCatching { task.asDeferred().await() }.exceptionOrNull() }
      assertThat(caught === failure || caught?.cause === failure).isTrue()
    }
  }

  @Test
  fun cancelledDeferred_isACancelledTask() {
    run { scope ->
      val task = scope.async(Callable { delay(ofSeconds(60)) })
      runBlocking { task.asJob().cancelAndJoin() }
      assertThat(task.isCancelled).isTrue()
    }
  }

  @Test
  fun deferred_isATask() {
    runBlocking(Dispatchers.Default) {
      val deferred = async(CoroutineName("answer")) { 42 }
      val task = deferred.asTask()
      assertThat(task.name()).isEqualTo("answer")
      val seen = callJava(Callable { task.await() })
      assertThat(task.outcomeNow()).isEqualTo(Outcome.Success(42))
      assertThat(seen).isEqualTo(42)
      assertThat(task.awaitOutcome()).isEqualTo(Outcome.Success(42))
      assertThat(task.isDone).isTrue()
    }
  }

  @Test
  fun failedDeferred_isAFailedTask() {
    val failure = IOException("broken")
    val deferred = CompletableDeferred<Int>()
    deferred.completeExceptionally(failure)
    val task = deferred.asTask()
    assertThatThrownBy { task.await() }.hasCause(failure)
    assertThat(task.awaitOutcome()).isEqualTo(Outcome.Failure<Int>(failure))
  }

  /** The failure that causes a cancellation is not a failure of the cancelled task. */
  @Test
  fun cancelledBecauseOfAFailure_isCancelled_andHasNotFailed() {
    lateinit var sibling: Deferred<Int>
    runBlocking {
      runCatching {
        coroutineScope {
          sibling = async { awaitCancellation() }
          launch { throw IOException("broken") }
        }
      }
    }
    val task = sibling.asTask()
    assertThat(task.isCancelled).isTrue()
    assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled::class.java)
    assertThatThrownBy { task.await() }.isInstanceOf(TaskCancelledException::class.java)
    val pending = CompletableDeferred(1).asTask()
    val running = CompletableDeferred<Int>().asTask()
    assertThatThrownBy { running.outcomeNow() }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessageContaining("awaitOutcome()")
    assertThat(Tasks.waitUntil(WaitUntil.FIRST_FAILURE, listOf(task, pending)).done()).hasSize(2)
  }

  @Test
  fun cancelledKotlinCoroutine_isNamed() {
    runBlocking {
      val job = launch(CoroutineName("listener")) { awaitCancellation() }
      val task = job.asTask()
      task.cancel("not needed")
      job.join()
      assertThatThrownBy { task.await() }
        .isInstanceOf(TaskCancelledException::class.java)
        .hasMessageContaining("listener")
    }
  }

  @Test
  fun deferredsAndTasks_areWaitedForTogether() {
    val deferred = CompletableDeferred<Int>()
    taskScope().run { scope ->
      val task = scope.async(Callable { 1 })
      deferred.complete(2)
      assertThat(Tasks.awaitAll(task, deferred.asTask())).containsExactly(1, 2)
      var chosen = 0
      selectRun()
        .onAwait(CompletableDeferred<Int>().asTask()) {}
        .onAwait(deferred.asTask()) { chosen = it }
        .await()
      assertThat(chosen).isEqualTo(2)
    }
  }

  @Test
  fun roundTrip_isTheSameObject() {
    run { scope ->
      val task = scope.async(Callable { 1 })
      assertThat(task.asDeferred().asTask()).isSameAs(task)
      val deferred = CompletableDeferred(1)
      assertThat(deferred.asTask().asDeferred()).isSameAs(deferred)
    }
  }

  @Test
  fun tasksOfOneDeferred_areEqual() {
    val deferred = kotlinx.coroutines.CompletableDeferred(1)
    assertThat(deferred.asTask()).isEqualTo(deferred.asTask()).hasSameHashCodeAs(deferred.asTask())
    assertThat(deferred.asTask()).isNotEqualTo(kotlinx.coroutines.CompletableDeferred(1).asTask())
  }
}
