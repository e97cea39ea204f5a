package org.coroutines4j.kotlin

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
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

  @Test
  fun waitForWhatMayNeedTheThread_isRefused() {
    runBlocking {
      val gate = CompletableDeferred<Int>()
      launch { gate.complete(1) }
      assertThatThrownBy { gate.asTask().await() }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessageContaining("event loop of a runBlocking")
      assertThat(gate.await()).isEqualTo(1)
    }
  }

  @Test
  fun waitForWhatRunsElsewhere_isNot() {
    runBlocking {
      assertThat(asTaskScope().async { 2 }.await()).isEqualTo(2)
      assertThat(async(Dispatchers.Default) { 3 }.asTask().await()).isEqualTo(3)
    }
  }
}
