package org.coroutines4j.kotlin

import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.channels.QueueShutdownException
import org.coroutines4j.internal.queue.PermitQueue
import org.coroutines4j.internal.queue.QueueImpl
import org.coroutines4j.runtime.kotlinx.TryOutcome

/**
 * Suspends until this queue has an item, and takes it. Unlike [AsyncQueue.get] it blocks no thread.
 * Cancellable: a caller that is cancelled has taken nothing.
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
    awaitPermit(queue.available())
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
    queue.slots()?.let { awaitPermit(it) }
    queue.add(item)
  }
}

private suspend fun awaitPermit(permits: PermitQueue) {
  var received: Any? = null
  try {
    received = permits.channel().receiveCatching().getOrNull()
  } finally {
    permits.endWait(received)
  }
  leaveOwner(permits)
}

/**
 * Goes on on another thread if this one is in the middle of the call that resumed this coroutine,
 * as it may be under `Dispatchers.Unconfined`. Not cancellable, since the caller holds a permit.
 *
 * It suspends even if the other thread is faster: `suspendCoroutine` would then return here.
 */
@JvmSynthetic
internal suspend fun leaveOwner(permits: PermitQueue) {
  if (permits.isOwnerChangingHere) {
    suspendCoroutineUninterceptedOrReturn<Unit> { k ->
      val caller = k.intercepted()
      Dispatchers.Default.dispatch(EmptyCoroutineContext, Runnable { caller.resume(Unit) })
      COROUTINE_SUSPENDED
    }
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
