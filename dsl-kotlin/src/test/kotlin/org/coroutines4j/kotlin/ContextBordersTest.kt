package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.ContextElement
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test
import org.slf4j.MDC

/** Elements of one side are in force on the other. */
class ContextBordersTest {
  private val local = ThreadLocal<String>()

  @Test
  fun threadContextElementsOfKotlin_reachJavaBodies() {
    runBlocking(Dispatchers.Default + local.asContextElement("kotlin")) {
      withContext(MDCContext(mapOf("request" to "r1"))) {
        val seen = coroutineScope {
          asTaskScope().async(Callable { local.get() to MDC.get("request") }).asDeferred().await()
        }
        assertThat(seen).isEqualTo("kotlin" to "r1")
        assertThat(callJava(Callable { local.get() })).isEqualTo("kotlin")
      }
    }
  }

  @Test
  fun contextElementsOfJava_reachKotlinCoroutines() {
    taskScope().with(ContextElement.threadLocal(local, "java")).run { scope ->
      val seen =
        scope.asCoroutineScope().async {
          delay(1)
          local.get() + " " + withContext(Dispatchers.Default) { local.get() }
        }
      assertThat(seen.asTask().await()).isEqualTo("java java")
    }
    assertThat(local.get()).isNull()
  }
}
