package org.coroutines4j.callers

import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import java.io.IOException
import java.io.UncheckedIOException
import java.time.Duration.ofMillis
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowable
import org.coroutines4j.Async.await
import org.coroutines4j.Async.call
import org.coroutines4j.Async.gather
import org.coroutines4j.Async.run
import org.coroutines4j.Async.withTimeout
import org.coroutines4j.Outcome
import org.coroutines4j.TimeoutExceededException
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Tasks that call a mocked suspending interface. */
@Tag("exceptions")
class MockedSuspendTest {
  data class User(val id: Int)

  interface Users {
    suspend fun findById(id: Int): User
  }

  private val users = mockk<Users>()
  private val stopped = CountDownLatch(1)

  /** What Java calls: a future for a suspend function. */
  private fun find(id: Int): CompletableFuture<User> =
    CoroutineScope(Dispatchers.Default).future { users.findById(id) }

  private fun neverAnswers(started: CountDownLatch = CountDownLatch(1)) {
    coEvery { users.findById(7) } coAnswers
      {
        try {
          started.countDown()
          awaitCancellation()
        } finally {
          stopped.countDown()
        }
      }
  }

  @Test
  fun value_comesOutOfTheTask() {
    coEvery { users.findById(7) } coAnswers
      {
        delay(1)
        User(7)
      }

    val user: User = call { scope -> scope.async { await(find(7)) }.await() }

    assertThat(user).isEqualTo(User(7))
    coVerify(exactly = 1) { users.findById(7) }
  }

  @Test
  fun severalCalls_runTogether() {
    val both = CountDownLatch(2)
    coEvery { users.findById(any()) } coAnswers
      {
        both.countDown()
        while (both.count > 0) delay(1)
        User(firstArg())
      }

    assertThat(gather({ await(find(1)) }, { await(find(2)) })).containsExactly(User(1), User(2))
  }

  @Test
  fun cancelledTask_cancelsTheSuspendFunction() {
    val started = CountDownLatch(1)
    neverAnswers(started)

    run { scope ->
      val task = scope.async { await(find(7)) }
      started.await()
      task.cancel()

      assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled::class.java)
      stopped.await()
    }
  }

  @Test
  fun timeout_cancelsTheSuspendFunction() {
    val started = CountDownLatch(1)
    neverAnswers(started)
    var limit = ofMillis(50)

    while (started.count > 0) { // a busy machine may take longer to begin it
      assertThatThrownBy { withTimeout(limit) { await(find(7)) } }
        .isInstanceOf(TimeoutExceededException::class.java)
      limit = limit.multipliedBy(2)
    }
    stopped.await()
  }

  @Test
  fun failureOfASibling_cancelsTheSuspendFunction() {
    val started = CountDownLatch(1)
    neverAnswers(started)
    val lost = IllegalStateException("lost")

    assertThatThrownBy {
        gather(
          { await(find(7)) },
          {
            started.await()
            throw lost
          },
        )
      }
      .isSameAs(lost)
    stopped.await()
  }

  @Test
  fun uncheckedFailure_keepsItsIdentity() {
    val lost = IllegalStateException("lost")
    coEvery { users.findById(7) } throws lost

    assertThat(failureOfATask { find(7) }).isSameAs(lost)
  }

  @Test
  fun checkedFailure_comesInOneWrapper() {
    val lost = IOException("lost")
    coEvery { users.findById(7) } throws lost

    assertThat(failureOfATask { find(7) })
      .isExactlyInstanceOf(UncheckedIOException::class.java)
      .cause()
      .isSameAs(lost)
  }

  /** A Kotlin frame that was suspended: there kotlinx recovers stack traces, when that is on. */
  @Test
  fun failureThroughASuspendedFrame_isTheOriginalOrACopyCausedByIt() {
    val lost = IllegalStateException("lost")
    coEvery { users.findById(7) } coAnswers
      {
        delay(1)
        throw lost
      }

    val thrown = failureOfATask {
      CoroutineScope(Dispatchers.Default).future {
        withContext(Dispatchers.IO) { users.findById(7) }
      }
    }

    if (System.getProperty("coroutines4j.test.recovery") == "on") {
      assertThat(thrown).isExactlyInstanceOf(lost.javaClass).hasMessage("lost").isNotSameAs(lost)
      assertThat(thrown).cause().isSameAs(lost)
    } else {
      assertThat(thrown).isSameAs(lost)
    }
  }

  private fun failureOfATask(ask: () -> CompletableFuture<User>): Throwable? = catchThrowable {
    call { scope -> scope.async { await(ask()) }.await() }
  }
}
