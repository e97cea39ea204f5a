@file:JvmName("JavaFlows")

package org.coroutines4j.kotlin

import kotlin.coroutines.ContinuationInterceptor
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.ExperimentalForInheritanceCoroutinesApi
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel.Factory.RENDEZVOUS
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import org.coroutines4j.internal.flow.RendezvousSharedFlow

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

/**
 * Returns the hot [flow] itself if it is a mutable shared flow of kotlinx, else one that emits by
 * the offers of [flow], which keeps no values.
 */
@JvmName("mutable")
internal fun mutable(flow: Flow<Any>): MutableSharedFlow<Any> =
  if (flow is RendezvousSharedFlow) WithoutBuffer(flow) else flow as MutableSharedFlow<Any>

/** Emits as Java code does, but suspends while collectors are slow. */
@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
private class WithoutBuffer(private val flow: RendezvousSharedFlow) : MutableSharedFlow<Any> {
  override val replayCache: List<Any>
    get() = emptyList()

  override val subscriptionCount: StateFlow<Int>
    get() = flow.subscriptions()

  override suspend fun emit(value: Any) {
    val offer = flow.offer(value) ?: return
    try {
      offer.delivered().join()
    } catch (e: Throwable) {
      offer.withdraw()
      throw e
    }
  }

  override fun tryEmit(value: Any): Boolean = flow.tryEmit(value)

  @ExperimentalCoroutinesApi
  override fun resetReplayCache() {
    // there is none
  }

  override suspend fun collect(collector: FlowCollector<Any>): Nothing {
    flow.collect(collector)
    awaitCancellation()
  }
}

@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
private class WithoutReplay(private val flow: Flow<Any>) : SharedFlow<Any> {
  override val replayCache: List<Any>
    get() = emptyList()

  override suspend fun collect(collector: FlowCollector<Any>): Nothing {
    flow.collect(collector)
    awaitCancellation()
  }
}
