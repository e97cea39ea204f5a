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
 * [flow], whose lambdas may wait, for collectors on any thread. It never runs ahead of its
 * collector, as it would by `flowOn`, and what it throws comes after what it has emitted.
 */
@JvmName("mayWait")
internal fun <T> mayWait(flow: Flow<T>): Flow<T> = flow {
  val home = homeElsewhere()
  val collectors = currentCoroutineContext()[ContinuationInterceptor]
  when {
    home == null -> emitAll(flow)
    collectors == null -> emitAll(flow.flowOn(home).buffer(RENDEZVOUS))
    else -> withContext(home) { flow.collect { withContext(collectors) { emit(it) } } }
  }
}

/** [flow], which is hot, as the shared flow that it is, or one without a replay. */
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
