package org.coroutines4j.internal.queue

import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import org.coroutines4j.channels.QueueShutdownException
import org.coroutines4j.testkit.CancellableWait

/**
 * What a queue does if one thread at a time uses it: the bounded buffer of the textbooks. Whoever
 * is resumed takes or adds then.
 */
open class QueueSpecification(
  private val max: Int,
  private val next: (MutableList<Int>) -> Int = { it.removeAt(0) },
) {
  private val items = mutableListOf<Int>()
  private val slots = tokens(max)
  private val available = tokens(0)
  private var shutDown = false
  private var unfinished = 0
  private val wait = CancellableWait()
  private val finished = mutableListOf<CompletableJob>()

  private class PermitQueue {
    val channel: Channel<Unit> = Channel(Channel.UNLIMITED) { give() }

    fun give() {
      channel.trySend(Unit)
    }
  }

  private fun tokens(count: Int): Channel<Unit> {
    val tokens = PermitQueue()
    repeat(count) { tokens.give() }
    return tokens.channel
  }

  suspend fun put(item: Int) {
    if (max > 0) slots.receiveCatching()
    add(item)
  }

  fun tryPut(item: Int): Boolean {
    val leave = max == 0 || !slots.tryReceive().run { isFailure && !isClosed }
    if (leave) add(item)
    return leave
  }

  private fun add(item: Int) {
    if (shutDown) throw QueueShutdownException()
    items += item
    unfinished++
    available.trySend(Unit)
  }

  suspend fun get(): Int {
    available.receiveCatching()
    return poll()
  }

  fun tryGet(): Int? = if (available.tryReceive().run { isFailure && !isClosed }) null else poll()

  private fun poll(): Int {
    if (items.isEmpty()) throw QueueShutdownException()
    slots.trySend(Unit)
    return next(items)
  }

  suspend fun getOrCancelled(): Int =
    if (!wait.isCancelled && wait.await { available.receiveCatching() }) poll() else CANCELLED

  suspend fun putOrCancelled(item: Int): Int {
    if (wait.isCancelled || !wait.await { slots.receiveCatching() }) return CANCELLED
    add(item)
    return item
  }

  fun cancel() = wait.cancel()

  fun size() = items.size

  fun taskDone() {
    check(unfinished > 0)
    done(1)
  }

  private fun done(count: Int) {
    unfinished -= count
    if (unfinished == 0) {
      finished.forEach { it.complete() }
      finished.clear()
    }
  }

  suspend fun join() {
    if (unfinished > 0) Job().also { finished += it }.join()
  }

  fun shutdown() {
    shutDown = true
    slots.close()
    available.close()
  }

  fun shutdownNow() {
    done(items.size)
    items.clear()
    shutdown()
  }
}

/** What an operation returns that was cancelled. */
const val CANCELLED = -1
