package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/** The thread of a `runBlocking` may wait for anything but its own coroutines. */
class EventLoopThreadTest {
  @Test
  fun waitForWhatNeedsTheVeryThread_isRefused() {
    runBlocking {
      val own = async { 1 }
      assertThatThrownBy { own.asTask().await() }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessageContaining("event loop of a runBlocking")
        .hasMessageContaining("await()")
      assertThatThrownBy { own.asTask().join() }.isInstanceOf(IllegalStateException::class.java)
      assertThat(own.await()).isEqualTo(1)
      assertThat(own.asTask().await()).describedAs("when it has ended").isEqualTo(1)
    }
  }

  /** kotlinx leaves a loop on each thread that has been looked for one. */
  @Test
  fun loopThatIsOver_isNone() {
    assertThat(runBlocking(Dispatchers.Unconfined) { yield().let { 1 } }).isEqualTo(1)
    val gate = CompletableDeferred<Int>()
    Async.taskScope().run { scope ->
      val waiting = scope.async(Callable { gate.asTask().await() })
      gate.complete(1)
      assertThat(waiting.await()).isEqualTo(1)
    }
    val late = CompletableDeferred<Int>()
    Thread { late.complete(2) }.start()
    assertThat(late.asTask().await()).isEqualTo(2)
  }

  @Test
  fun waitForWhatRunsElsewhere_isNot() {
    runBlocking {
      assertThat(asTaskScope().async { 2 }.await()).isEqualTo(2)
      assertThat(async(Dispatchers.Default) { 3 }.asTask().await()).isEqualTo(3)
    }
  }
}
