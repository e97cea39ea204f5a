@file:JvmName("JavaFlows")

package org.coroutines4j.kotlin

import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.ExperimentalForInheritanceCoroutinesApi
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel.Factory.RENDEZVOUS
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext

/**
 * Returns a flow that collectors on any thread can collect, although the lambdas of [flow] may
 * wait. Unlike with a plain `flowOn`, the flow never runs ahead of its collector, and an exception
 * arrives after all values that were emitted before it.
 */
@JvmName("mayWait")
internal fun <T> mayWait(flow: Flow<T>): Flow<T> = flow {
  val dispatcher = dispatcherToSwitchTo()
  val collectorsDispatcher = currentCoroutineContext()[ContinuationInterceptor]
  when {
    dispatcher == null -> emitAll(flow)
    collectorsDispatcher == null -> emitAll(flow.flowOn(dispatcher).buffer(RENDEZVOUS))
    else ->
      withContext(dispatcher) { flow.collect { withContext(collectorsDispatcher) { emit(it) } } }
  }
}

/**
 * Returns the hot [flow] itself if it is a shared flow, else a shared flow of its values without a
 * replay.
 */
@JvmName("hot")
internal fun hot(flow: Flow<Any>): SharedFlow<Any> =
  if (flow is SharedFlow<Any>) flow else WithoutReplay(flow)

@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
private class WithoutReplay(private val flow: Flow<Any>) : SharedFlow<Any> {
  override val replayCache: List<Any>
    get() = emptyList()

  override suspend fun collect(collector: FlowCollector<Any>): Nothing {
    flow.collect(collector)
    awaitCancellation()
  }
}
