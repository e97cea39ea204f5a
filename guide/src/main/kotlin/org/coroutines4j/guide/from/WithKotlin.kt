/** The programs of `FromKotlin` in Kotlin, with kotlinx.coroutines. */
@file:JvmName("WithKotlin")

package org.coroutines4j.guide.from

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.updateAndGet
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

// region load
suspend fun load(name: String, millis: Long): String {
  delay(millis)
  return name
}

// endregion

/** Runs the programs of the page. */
fun main() {
  // region run
  runBlocking {
    launch { println("launched") }
    val page = async { load("page", 200) }
    println(page.await())
  }
  // endregion
  runBlocking {
    scopes()
    context()
    timeouts()
    cleanup()
    channels()
    selecting()
    flows()
    states()
  }
}

private suspend fun scopes() {
  // region scopes
  val both = coroutineScope {
    val a = async { load("a", 5) }
    val b = async { load("b", 5) }
    a.await() + b.await()
  }
  supervisorScope { launch { println(both) } }
  // endregion
}

private suspend fun context() {
  // region context
  val sum = withContext(Dispatchers.Default) { 1 + 2 }
  println(sum)
  // endregion
}

private suspend fun timeouts() {
  // region timeout
  val page = withTimeoutOrNull(10) { load("slow", 60_000) }
  println(page != null)
  // endregion
}

private suspend fun CoroutineScope.cleanup() {
  // region cleanup
  val task = launch {
    try {
      delay(60_000)
    } finally {
      withContext(NonCancellable) { delay(1) }
    }
  }
  task.cancelAndJoin()
  // endregion
}

@OptIn(ExperimentalCoroutinesApi::class)
private suspend fun CoroutineScope.channels() {
  // region channel
  val squares = produce(capacity = 16) { for (i in 1..3) send(i * i) }
  for (square in squares) println(square)
  // endregion
}

@OptIn(ExperimentalCoroutinesApi::class)
private suspend fun selecting() {
  val orders = Channel<String>(1)
  orders.send("tea")
  // region select
  val first = select {
    orders.onReceive { "order $it" }
    onTimeout(1_000) { "nothing" }
  }
  println(first)
  // endregion
}

private suspend fun flows() {
  // region flow
  flow { for (i in 0 until 3) emit(i) }
    .map { it * 10 }
    .flowOn(Dispatchers.IO)
    .catch { emit(-1) }
    .collect { println(it) }
  // endregion
}

private fun states() {
  // region state
  val count = MutableStateFlow(0)
  count.updateAndGet { it + 1 }
  println(count.value)
  // endregion
}
