package consumer

import java.time.Duration
import org.coroutines4j.Async
import org.coroutines4j.testing.TestScope
import org.coroutines4j.testing.VirtualTime
import org.coroutines4j.testing.VirtualTimeExtension
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

/** Virtual time in Kotlin, with the version of JUnit that the build names. */
@ExtendWith(VirtualTimeExtension::class)
class VirtualTimeTest {
  private val day = Duration.ofDays(1)

  @Test
  fun extension_runsATestInVirtualTime(test: TestScope) {
    Async.delay(day)
    assertEquals(day, test.clock().elapsed())
  }

  @Test
  fun runTest_runsInVirtualTime() {
    VirtualTime.runTest { test ->
      Async.delay(day)
      assertEquals(day, test.clock().elapsed())
    }
  }
}
