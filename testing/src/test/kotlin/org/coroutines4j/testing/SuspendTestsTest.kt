package org.coroutines4j.testing

import java.io.IOException
import java.io.UncheckedIOException
import java.time.Duration.ofHours
import java.time.Duration.ofSeconds
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.MethodOrderer.MethodName
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.TestMethodOrder
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.testkit.engine.EngineTestKit
import org.junit.platform.testkit.engine.EventConditions.finishedWithFailure
import org.junit.platform.testkit.engine.TestExecutionResultConditions.cause
import org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf
import org.junit.platform.testkit.engine.TestExecutionResultConditions.message

/** Guards test methods that are suspend functions. JUnit itself would run them in real time. */
@ExtendWith(VirtualTimeExtension::class)
class SuspendTestsTest {
  private var ended = false

  @AfterEach
  fun testHasRunToItsEnd() {
    if (!ended) throw AssertionError("JUnit went on before the test had ended")
  }

  @Test
  suspend fun kotlinsDelay_goesByTheClockOfTheTest(test: TestScope) {
    delay(1.hours)
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(1))
    Async.delay(ofHours(1))
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(2))
    val slow = runCatching { withTimeout(5.seconds) { delay(1.hours) } }
    assertThat(slow.exceptionOrNull()).isInstanceOf(TimeoutCancellationException::class.java)
    coroutineScope {
      launch { delay(3.seconds) }
      assertThat(async { delay(2.seconds).let { 2 } }.await()).isEqualTo(2)
    }
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(2).plus(ofSeconds(8)))
    ended = true
  }

  /** As a suspend function is, that a test calls: its Job is that of the test's scope. */
  @Test
  suspend fun coroutineOfTheTestsJob_isWaitedFor(test: TestScope) {
    CoroutineScope(currentCoroutineContext()).launch {
      delay(1.hours)
      assertThat(test.clock().elapsed()).isEqualTo(ofHours(1))
      ended = true
    }
  }

  @ParameterizedTest
  @ValueSource(ints = [1, 2])
  suspend fun parameterizedTest_runsInVirtualTime(hours: Int, test: TestScope) {
    delay(hours.hours)
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours.toLong()))
    ended = true
  }

  @TestFactory
  suspend fun factory_runsInVirtualTime(test: TestScope): List<DynamicTest> {
    delay(1.hours)
    val elapsed = test.clock().elapsed()
    ended = true
    return listOf(dynamicTest("elapsed") { assertThat(elapsed).isEqualTo(ofHours(1)) })
  }

  @Test
  fun failure_isThatOfTheTest() {
    ended = true
    EngineTestKit.engine("junit-jupiter")
      .selectors(selectClass(Failing::class.java))
      .enableImplicitConfigurationParameters(false)
      .execute()
      .testEvents()
      .assertStatistics { it.started(2).failed(2) }
      .failed()
      .assertEventsMatchLooselyInOrder(
        finishedWithFailure(instanceOf(IllegalStateException::class.java), message("as it is")),
        finishedWithFailure(
          instanceOf(UncheckedIOException::class.java),
          cause(instanceOf(IOException::class.java), message("checked")),
        ),
      )
  }

  @ExtendWith(VirtualTimeExtension::class)
  @TestMethodOrder(MethodName::class)
  internal class Failing {
    @Test
    suspend fun fails1(test: TestScope) {
      delay(1.hours)
      error("as it is")
    }

    @Test
    suspend fun fails2(test: TestScope) {
      delay(1.hours)
      throw IOException("checked")
    }
  }
}
