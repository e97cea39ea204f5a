package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.supervisorScope
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Outcome
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * Guards that a null that Kotlin code passes where Java allows none is named in the exception, and
 * that no caller waits for it.
 */
@Timeout(10, unit = TimeUnit.SECONDS)
class NullsTest {
  @Test
  fun loop_overAFlowWithANull_ends() {
    @Suppress("UNCHECKED_CAST") val flow = flowOf("a", null, "b") as Flow<String>
    val seen = mutableListOf<String?>()
    assertThatThrownBy { for (s: String? in flow.asAsyncFlow()) seen += s }
      .isInstanceOf(NullPointerException::class.java)
    assertThat(seen).containsExactly("a")
  }

  @Test
  @Suppress("UNCHECKED_CAST")
  fun nullOfAChannel_isRefused() {
    val nulls = Channel<String?>(2) as Channel<String>
    (nulls as Channel<String?>).trySend(null)
    assertThatThrownBy { nulls.asAsyncChannel().receive() }
      .isInstanceOf(NullPointerException::class.java)
      .hasMessageContaining("null")
    (nulls as Channel<String?>).trySend(null)
    assertThatThrownBy { nulls.asAsyncChannel().tryReceive() }
      .isInstanceOf(NullPointerException::class.java)
    runBlocking(Dispatchers.IO) {
      supervisorScope {
        val waiting = asTaskScope().async(Callable { nulls.asAsyncChannel().receive() })
        (nulls as Channel<String?>).send(null)
        assertThat((waiting.awaitOutcome() as Outcome.Failure).exception())
          .isInstanceOf(NullPointerException::class.java)
      }
    }
  }
}
