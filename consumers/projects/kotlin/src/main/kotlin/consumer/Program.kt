package consumer

import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.coroutines4j.Async
import org.coroutines4j.Task
import org.coroutines4j.TaskScope
import org.coroutines4j.channels.Channel
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.kotlin.Suspend
import org.coroutines4j.kotlin.asChannel
import org.coroutines4j.kotlin.asDeferred
import org.coroutines4j.kotlin.asFlow
import org.coroutines4j.kotlin.asTask
import org.coroutines4j.kotlin.asTaskScope

fun main() {
  val seen = runBlocking { withContext(Dispatchers.Default) { fromKotlin() } } + Async.call(::fromJava)
  val wanted = listOf(1, listOf(2, 4), 3, null, 5)
  check(seen == wanted) { "$seen, not $wanted" }
  println("a Kotlin program runs: $seen")
}

private suspend fun fromKotlin(): List<Any?> = coroutineScope {
  val task: Task<Int> = asTaskScope().async { 1 }
  val flow: AsyncFlow<Int> = AsyncFlow.of(1, 2)
  val channel: Channel<Int> = Channel.buffered(1)
  channel.asChannel().send(3)
  val nothing: String? = asTaskScope().async<String?> { null }.asDeferred().await()
  listOf(
    task.asDeferred().await(),
    flow.asFlow().map { it * 2 }.toList(),
    channel.asChannel().receive(),
    nothing,
  )
}

private suspend fun five(): Int = coroutineScope {
  val five = async {
    delay(1)
    5
  }
  five.asTask().asDeferred().await()
}

private fun fromJava(scope: TaskScope): List<Any?> =
  listOf(Async.withTimeout(java.time.Duration.ofSeconds(60.seconds.inWholeSeconds)) { Suspend.await<Int> { five() } })
