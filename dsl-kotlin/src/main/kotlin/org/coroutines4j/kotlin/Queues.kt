package org.coroutines4j.kotlin

import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.selects.SelectBuilder
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.channels.QueueShutdownException
import org.coroutines4j.internal.queue.PermitQueue
import org.coroutines4j.internal.queue.QueueImpl
import org.coroutines4j.runtime.kotlinx.TryOutcome

/**
 * Suspends until this queue has an item, removes it and returns it. Unlike [AsyncQueue.get] it
 * blocks no thread. Cancellable: a caller that is cancelled has removed nothing.
 *
 * @throws QueueShutdownException if the queue is shut down and has no items left
 * @throws IllegalArgumentException if the queue is a user's own implementation
 */
@Suppress("UNCHECKED_CAST")
public suspend fun <T : Any> AsyncQueue<T>.getSuspending(): T {
  val queue = QueueImpl.of(this)
  currentCoroutineContext().ensureActive()
  var item = queue.takeOrBeginWait()
  if (item === TryOutcome.EMPTY) {
    PermitWait(queue.available()).await()
    item = queue.takeOrNull()
  }
  return item as T? ?: throw QueueShutdownException()
}

/**
 * Suspends until this queue has room, and puts [item]. Unlike [AsyncQueue.put] it blocks no thread.
 * Cancellable: a caller that is cancelled has put nothing.
 *
 * @throws QueueShutdownException if the queue is shut down
 * @throws IllegalArgumentException if the queue is a user's own implementation
 */
public suspend fun <T : Any> AsyncQueue<T>.putSuspending(item: T) {
  val queue = QueueImpl.of(this)
  currentCoroutineContext().ensureActive()
  if (!queue.addOrBeginWait(item)) {
    queue.slots()?.let { PermitWait(it).await() }
    queue.add(item)
  }
}

/**
 * Suspends until [AsyncQueue.taskDone] has been called for each item that was put. Unlike
 * [AsyncQueue.join] it blocks no thread. Cancellable.
 *
 * @throws IllegalArgumentException if the queue is a user's own implementation
 */
public suspend fun AsyncQueue<*>.joinSuspending() {
  val queue = QueueImpl.of(this)
  currentCoroutineContext().ensureActive()
  queue.end()?.join()
}

/**
 * Adds a clause that removes an item from [queue]. A `select` that is cancelled, or selects another
 * clause, has removed nothing.
 *
 * @throws QueueShutdownException by the `select`, if this clause is selected because the queue is
 *   shut down and has no items left
 * @throws IllegalArgumentException if the queue is a user's own implementation
 */
public fun <T : Any, R> SelectBuilder<R>.onReceive(queue: AsyncQueue<T>, block: suspend (T) -> R) {
  val own = QueueImpl.of(queue)
  val permits = own.available()
  permits.beginSelect()
  permits.channel().onReceiveCatching { permit ->
    PermitWait(permits).endSelect(permit.getOrNull())
    block(own.takeOrNull() ?: throw QueueShutdownException())
  }
}

/**
 * Adds a clause that puts [item] into [queue]. A `select` that is cancelled, or selects another
 * clause, has put nothing.
 *
 * @throws QueueShutdownException by the `select`, if this clause is selected because the queue is
 *   shut down
 * @throws IllegalArgumentException if the queue is a user's own implementation
 */
public fun <T : Any, R> SelectBuilder<R>.onSend(
  queue: AsyncQueue<T>,
  item: T,
  block: suspend () -> R,
) {
  val own = QueueImpl.of(queue)
  val permits = own.slots()
  if (permits == null) {
    ready.onJoin {
      own.add(item)
      block()
    }
  } else {
    permits.beginSelect()
    permits.channel().onReceiveCatching { permit ->
      PermitWait(permits).endSelect(permit.getOrNull())
      own.add(item)
      block()
    }
  }
}

/** A completed Job, for a clause that never waits. */
private val ready: Job = Job().apply { complete() }

/** The wait for a permit. A class, since a function would be public in the class file. */
private class PermitWait(private val permits: PermitQueue) {
  /** Suspends until there is a permit or the end, after the wait was registered. */
  suspend fun await() {
    var received: Any? = null
    try {
      received = permits.channel().receiveCatching().getOrNull()
    } finally {
      permits.endWait(received)
    }
    leaveOwner()
  }

  /** Ends the wait of a select, which has received [received]. */
  suspend fun endSelect(received: Any?) {
    permits.endSelect(received)
    leaveOwner()
  }

  /**
   * Continues on another thread if this one is in the middle of the call that resumed this
   * coroutine, as it may be under `Dispatchers.Unconfined`. Not cancellable, since the caller holds
   * a permit.
   *
   * It suspends even if the other thread is faster: `suspendCoroutine` would then return here.
   */
  private suspend fun leaveOwner() {
    if (permits.isOwnerChangingHere) {
      suspendCoroutineUninterceptedOrReturn<Unit> { k ->
        val caller = k.intercepted()
        Dispatchers.Default.dispatch(EmptyCoroutineContext, Runnable { caller.resume(Unit) })
        COROUTINE_SUSPENDED
      }
    }
  }
}
