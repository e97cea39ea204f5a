package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Task
import org.coroutines4j.TaskScope
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/** A `CoroutineExceptionHandler` among the elements of a scope. */
class HandlerElementTest {
  private val outer = CopyOnWriteArrayList<Throwable>()
  private val inner = CopyOnWriteArrayList<Pair<Job?, Throwable>>()
  private val outerHandler = CoroutineExceptionHandler { _, failure -> outer += failure }
  private val innerHandler = CoroutineExceptionHandler { context, failure ->
    inner += context[Job] to failure
  }
  private val failure = IllegalStateException("broken")

  private fun TaskScope.withInner() = with(innerHandler.asContextElement())

  private fun join(task: Task<*>) = runBlocking { task.asJob().join() }

  @Test
  fun handlerGivenToAScopeOfKotlin_isCalled_insteadOfTheOuterOne() {
    val scope = CoroutineScope(SupervisorJob() + outerHandler)
    val tasks = scope.asTaskScope().withInner().named("task")
    val failing = tasks.launch { throw failure }
    join(failing)
    assertThat(inner).containsExactly(failing.asJob() to failure)
    val lazy = tasks.lazily().launch { throw failure }
    lazy.start()
    join(lazy)
    assertThat(inner).containsExactly(failing.asJob() to failure, lazy.asJob() to failure)
    assertThat(outer).isEmpty()
    join(scope.asTaskScope().launch { throw failure })
    assertThat(outer).containsExactly(failure)
    scope.coroutineContext.job.cancel(null)
  }

  @Test
  fun handlerGivenInASupervisorOfKotlin_isCalled() {
    runBlocking(outerHandler) {
      supervisorScope { asTaskScope().withInner().launch { throw failure } }
    }
    assertThat(inner.map { it.second }).containsExactly(failure)
    assertThat(outer).isEmpty()
  }

  /** Kotlin's rule: the await gets it. */
  @Test
  fun failureOfAnAsync_isToldToNoHandler() {
    runBlocking(outerHandler) {
      supervisorScope {
        val failing = asTaskScope().withInner().async(Callable<Int> { throw failure })
        failing.asJob().join()
      }
    }
    assertThat(inner).isEmpty()
    assertThat(outer).isEmpty()
  }

  @Test
  fun handlerGivenToAScopeOfJava_isToldOfItsCoroutines() {
    org.coroutines4j.Async.supervisorScope().with(innerHandler.asContextElement()).run { scope ->
      scope.asCoroutineScope().launch { throw failure }
    }
    org.coroutines4j.Async.supervisorScope().run { scope ->
      scope.withInner().asCoroutineScope().launch { throw failure }
    }
    assertThat(inner.map { it.second }).containsExactly(failure, failure)
  }
}
