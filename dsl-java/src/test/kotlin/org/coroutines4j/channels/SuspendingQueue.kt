package org.coroutines4j.channels

import kotlin.jvm.optionals.getOrNull

/*
 * The waiting methods of a queue for Lincheck, which knows suspend functions: the steps are those of the
 * methods, and only the wait in between is that of Kotlin.
 */

internal suspend fun <T : Any> AsyncQueue<T>.suspendingPut(item: T) {
  if (!tryPut(item)) {
    slots.channel().receiveCatching()
    add(item)
  }
}

internal suspend fun <T : Any> AsyncQueue<T>.suspendingGet(): T {
  val now = tryGet().getOrNull()
  if (now == null) available.channel().receiveCatching()
  return now ?: poll()
}

internal suspend fun AsyncQueue<*>.suspendingJoin() {
  end()?.join()
}
