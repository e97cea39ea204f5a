package org.coroutines4j.internal.queue

import kotlin.concurrent.withLock
import org.coroutines4j.channels.QueueShutdownException
import org.coroutines4j.runtime.kotlinx.TryOutcome

/*
 * The waiting methods of a queue for Lincheck, which knows suspend functions: the steps are those of the
 * methods, and only the wait in between is that of Kotlin.
 */

internal suspend fun <T : Any> QueueImpl<T>.suspendingPut(item: T) {
  if (!addOrBeginWait(item)) {
    slots.suspendingAwait()
    add(item)
  }
}

@Suppress("UNCHECKED_CAST")
internal suspend fun <T : Any> QueueImpl<T>.suspendingGet(): T {
  val now = takeOrBeginWait()
  if (now == TryOutcome.EMPTY) available.suspendingAwait()
  return if (now == TryOutcome.EMPTY) take() else now as T? ?: throw QueueShutdownException()
}

@Suppress("UNCHECKED_CAST")
internal suspend fun <T : Any> QueueImpl<T>.suspendingSelect(): T {
  val now = takeIfThere()
  if (now != TryOutcome.EMPTY) return now as T? ?: throw QueueShutdownException()
  available.lock.withLock { available.beginWait() }
  available.suspendingAwait()
  return take()
}

internal suspend fun PermitQueue.suspendingAwait() {
  var received: Any? = null
  try {
    received = channel().receiveCatching().getOrNull()
  } finally {
    endWait(received ?: TryOutcome.EMPTY)
  }
}

internal suspend fun QueueImpl<*>.suspendingJoin() {
  end()?.join()
}
