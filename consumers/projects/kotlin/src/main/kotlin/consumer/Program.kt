package consumer

import java.time.Duration.ofSeconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withContext
import org.coroutines4j.Async
import org.coroutines4j.Outcome
import org.coroutines4j.RetryPolicy
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
import org.coroutines4j.kotlin.onReceive
import org.coroutines4j.kotlin.withLockSuspending
import org.coroutines4j.sync.AsyncMutex

fun main() {
  val seen = runBlocking { withContext(Dispatchers.Default) { fromKotlin() } } + Async.call(::fromJava)
  val wanted = listOf(1, listOf(2, 4), 3, null, 5)
  check(withResults() == 7)
  check(seen == wanted) { "$seen, not $wanted" }
  println("a Kotlin program runs: $seen")
}

private suspend fun fromKotlin(): List<Any?> = coroutineScope {
  val task: Task<Int> = asTaskScope().async { 1 }
  val flow: AsyncFlow<Int> = AsyncFlow.of(1, 2)
  val channel: Channel<Int> = Channel.buffered(1)
  AsyncMutex().withLockSuspending { channel.asChannel().send(3) }
  val nothing: String? = asTaskScope().async<String?> { null }.asDeferred().await()
  listOf(
    task.asDeferred().await(),
    flow.asFlow().map { it * 2 }.toList(),
    select<Int> { channel.onReceive { it } },
    nothing,
  )
}

/** Verbs whose bodies may have a result or none give the result. */
private fun withResults(): Int {
  val policy = RetryPolicy.maxAttempts(1)
  val won: Int = Async.race({ 1 }, { 1 })
  val first: Outcome<Int> = Async.raceSettled({ 1 }, { 1 })
  val kept: Int = Async.race({ value -> check(value == 1) }, { 1 }, { 1 })
  val gathered: List<Int> = Async.gather({ 1 }, { 2 })
  val settled: List<Outcome<Int>> = Async.gatherSettled({ 1 }, { 2 })
  val tried: Int = Async.retry(policy) { 1 }
  val blocked: Int = Async.blocking({ 1 }, { error("not cancelled") })
  val shielded: Int = Async.nonCancellable { 1 }
  val timely: Boolean = Async.tryWithTimeout(ofSeconds(60)) { won }
  check(timely && first == Outcome.Success(kept) && settled.all { it.isSuccess })
  return won + gathered.sum() + tried + blocked + shielded
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
