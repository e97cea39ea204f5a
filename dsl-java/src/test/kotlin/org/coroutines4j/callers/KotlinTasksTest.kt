package org.coroutines4j.callers

import java.time.Duration.ofSeconds
import java.util.concurrent.CountDownLatch
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.call
import org.coroutines4j.Async.run
import org.coroutines4j.ContextElement
import org.coroutines4j.Dispatchers
import org.coroutines4j.Outcome
import org.coroutines4j.ServiceScope
import org.coroutines4j.Task
import org.coroutines4j.Tasks
import org.coroutines4j.WaitUntil
import org.junit.jupiter.api.Test

/** Guards scopes, tasks and outcomes as Kotlin code uses them. */
class KotlinTasksTest {
  private fun text(outcome: Outcome<Int>): String =
    when (outcome) {
      is Outcome.Success -> "value ${outcome.value}"
      is Outcome.Failure -> "failure ${outcome.exception.message}"
      is Outcome.Cancelled -> "cancelled"
    }

  @Test
  fun outcomes_areToldApartByWhen() {
    run { scope ->
      val good = scope.async { 1 }
      val bad = scope.async<Int> { error("lost") }
      val gone = scope.lazily().async { 2 }
      gone.cancel()

      assertThat(listOf(good, bad, gone).map { text(it.awaitOutcome()) })
        .containsExactly("value 1", "failure lost", "cancelled")
    }
  }

  /** Kotlin before 2.2 takes `service.use { … }` for the member of that name. */
  @Test
  fun useOfAService_closesIt() {
    val service = ServiceScope.open("service")

    val active = (service as AutoCloseable).use { service.isActive }

    assertThat(active).isTrue()
    assertThat(service.isActive).isFalse()
  }

  @Test
  fun useInAScope_keepsTheTypeAndCloses() {
    class Connection : AutoCloseable {
      val closed = CountDownLatch(1)

      override fun close() = closed.countDown()
    }

    val connection: Connection = call { scope -> scope.use(Connection()) }

    assertThat(connection.closed.count).isZero()
  }

  @Test
  fun nullableResults_areNullableInKotlin() {
    val value: String? = call { scope -> scope.async<String?> { null }.await() }

    assertThat(value).isNull()
  }

  @Test
  fun views_areChained() {
    val user = ThreadLocal<String>()

    val seen: String = call { scope ->
      val view =
        scope
          .named("view")
          .on(Dispatchers.io().limitedParallelism(1))
          .with(ContextElement.threadLocal(user, "Ada"))
      view.async { "${Tasks.current().name()} ${user.get()}" }.await()
    }

    assertThat(seen).isEqualTo("view Ada")
  }

  @Test
  fun severalTasks_areAwaited() {
    run { scope ->
      val tasks: List<Task<Int>> = (1..3).map { scope.async { it } }

      val all: List<Int> = Tasks.awaitAll(tasks)
      val ended: Set<Task<Int>> =
        Tasks.waitUntil(WaitUntil.ALL_COMPLETED, tasks, ofSeconds(20)).done
      val order: List<Int> = Tasks.asCompleted(tasks).map { it.await() }

      assertThat(all).containsExactly(1, 2, 3)
      assertThat(ended).containsExactlyElementsOf(tasks)
      assertThat(order).containsExactlyInAnyOrder(1, 2, 3)
    }
  }
}
