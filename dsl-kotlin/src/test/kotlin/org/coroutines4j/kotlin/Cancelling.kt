@file:JvmName("Cancelling")

package org.coroutines4j.kotlin

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.testkit.runBlocking

/** Emits 1, and then its own timeout passes. */
fun timingOut(): Flow<Int> = flow {
  emit(1)
  withTimeout(5) { awaitCancellation() }
}

/** Emits 1, and then awaits a cancelled foreign Deferred. */
fun awaitingCancelled(): Flow<Int> = flow {
  emit(1)
  val never = CompletableDeferred<Int>()
  never.cancel(CancellationException("of something else"))
  emit(never.await())
}

/** Sends 1 to [last] without waiting. */
fun sendingAll(last: Int): Flow<Int> = channelFlow { for (i in 1..last) trySend(i) }

/** The first value, after a while. */
fun slowFirst(flow: AsyncFlow<Int>, dispatcher: CoroutineDispatcher): Int =
  runBlocking(dispatcher) {
    flow
      .asFlow()
      .map {
        delay(40)
        it
      }
      .first()
  }

/** What a collection throws whose collector throws [thrown]. */
fun thrownBy(flow: AsyncFlow<Int>, dispatcher: CoroutineDispatcher, thrown: Throwable): Throwable? =
  runBlocking(dispatcher) { runCatching { flow.asFlow().collect { throw thrown } } }
    .exceptionOrNull()

/** What a collection throws. */
fun thrownBy(flow: AsyncFlow<Int>, dispatcher: CoroutineDispatcher): Throwable? =
  runBlocking(dispatcher) { runCatching { flow.asFlow().toList() } }.exceptionOrNull()
