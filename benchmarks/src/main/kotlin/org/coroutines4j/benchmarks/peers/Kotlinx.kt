package org.coroutines4j.benchmarks.peers

import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** The workloads as typical Kotlin code, on `Dispatchers.Default`. */
public object Kotlinx {
  private fun <T> onDefault(body: suspend CoroutineScope.() -> T): T =
    runBlocking(Dispatchers.Default, body)

  @JvmStatic
  public fun spawn(tasks: Int): Long = onDefault {
    val started = ArrayList<Deferred<Int>>(tasks)
    for (i in 0 until tasks) started += async { i }
    var sum = 0L
    for (task in started) sum += task.await()
    sum
  }

  @JvmStatic public fun skynet(leaves: Int): Long = onDefault { skynet(0, leaves) }

  private suspend fun skynet(first: Long, leaves: Int): Long =
    if (leaves == 1) first
    else
      coroutineScope {
        val each = leaves / 10
        val children = List(10) { i -> async { skynet(first + i.toLong() * each, each) } }
        var sum = 0L
        for (child in children) sum += child.await()
        sum
      }

  @JvmStatic
  public fun scopes(scopes: Int, forks: Int): Long = onDefault {
    var sum = 0L
    repeat(scopes) {
      coroutineScope {
        val children = List(forks) { async { it } }
        for (child in children) sum += child.await()
      }
    }
    sum
  }

  @JvmStatic
  public fun transfer(elements: Int, capacity: Int): Long = manyToMany(elements, 1, capacity)

  @JvmStatic
  public fun manyToMany(elements: Int, pairs: Int, capacity: Int): Long {
    val channel = Channel<Int>(capacity)
    val sum = AtomicLong()
    onDefault {
      repeat(pairs) {
        launch { for (i in 0 until elements / pairs) channel.send(i) }
        launch {
          var own = 0L
          repeat(elements / pairs) { own += channel.receive() }
          sum.addAndGet(own)
        }
      }
    }
    return sum.get()
  }

  @JvmStatic
  public fun select(elements: Int, channels: Int): Long = onDefault {
    val all = List(channels) { Channel<Int>() }
    for (channel in all) launch { for (i in 0 until elements / channels) channel.send(i) }
    var sum = 0L
    repeat(elements / channels * channels) {
      sum += select<Int> { for (channel in all) channel.onReceive { it } }
    }
    sum
  }

  @JvmStatic
  public fun timeouts(calls: Int): Long = onDefault {
    var sum = 0L
    repeat(calls) { sum += withTimeout(1.seconds) { 1 } }
    sum
  }

  @JvmStatic
  public fun races(calls: Int): Long = onDefault {
    var sum = 0L
    repeat(calls) {
      sum +=
        coroutineScope<Int> {
          val quick = async { 1 }
          val slow = async {
            delay(10.seconds)
            2
          }
          val first =
            select<Int> {
              quick.onAwait { it }
              slow.onAwait { it }
            }
          quick.cancel()
          slow.cancel()
          first
        }
    }
    sum
  }

  @JvmStatic
  public fun mutex(coroutines: Int, additions: Int): Long {
    val mutex = Mutex()
    var sum = 0L
    onDefault {
      repeat(coroutines) { launch { repeat(additions) { mutex.withLock { sum++ } } } }
    }
    return sum
  }

  @JvmStatic
  public fun semaphore(permits: Int, coroutines: Int, passes: Int): Long {
    val semaphore = Semaphore(permits)
    val sum = AtomicLong()
    onDefault {
      repeat(coroutines) {
        launch { repeat(passes) { semaphore.withPermit { sum.incrementAndGet() } } }
      }
    }
    return sum.get()
  }

  @JvmStatic
  public fun linearFlow(values: Int): Long = onDefault {
    (0 until values)
      .asFlow()
      .map { it + 1 }
      .filter { it % 2 == 0 }
      .map { it * 2 }
      .fold(0L) { sum, value -> sum + value }
  }

  /** Uses the closest operator of kotlinx, which does not keep the order. */
  @JvmStatic
  @OptIn(ExperimentalCoroutinesApi::class)
  public fun mapConcurrentUnordered(values: Int, limit: Int): Long = onDefault {
    (0 until values)
      .asFlow()
      .flatMapMerge(limit) { value -> flow { emit(value + 1) } }
      .fold(0L) { sum, value -> sum + value }
  }

  /** Keeps the order by a buffer of asyncs, as the documentation of kotlinx advises. */
  @JvmStatic
  public fun mapConcurrent(values: Int, limit: Int, millis: Long): Long = onDefault {
    (0 until values)
      .asFlow()
      .map {
        async {
          if (millis > 0) delay(millis)
          it + 1
        }
      }
      .buffer(
        limit - 2
      ) // two more run outside the buffer: one waits to enter it, one is being awaited
      .map { it.await() }
      .fold(0L) { sum, value -> sum + value }
  }

  @JvmStatic
  public fun pull(values: Int): Long = onDefault {
    var sum = 0L
    val channel = flow { for (i in 0 until values) emit(i) }.buffer(0).produceIn(this)
    for (value in channel) sum += value
    sum
  }

  @JvmStatic
  public fun switches(coroutines: Int, each: Int): Long {
    var count = 0L
    runBlocking {
      repeat(coroutines) {
        launch {
          repeat(each) {
            count++
            yield()
          }
        }
      }
    }
    return count
  }

  @JvmStatic
  public fun sleepers(coroutines: Int): Threads.Sleeping {
    val begun = AtomicInteger()
    val job = Job()
    val scope = CoroutineScope(Dispatchers.Default + job)
    repeat(coroutines) {
      scope.launch {
        begun.incrementAndGet()
        delay(1.hours)
      }
    }
    while (begun.get() < coroutines) Thread.onSpinWait()
    return Threads.Sleeping { runBlocking { job.cancelAndJoin() } }
  }
}
