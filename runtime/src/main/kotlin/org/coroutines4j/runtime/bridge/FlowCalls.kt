@file:JvmName("FlowCalls")

package org.coroutines4j.runtime.bridge

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.catch

/** Goes on, by what [handler] emits, when [flow] fails: `catch` is no name for Java. */
public fun catching(flow: Flow<Any>, handler: FailureHandler): Flow<Any> = flow.catch {
  handler.emit(this, it)
}

/** Emits to [collector] what stands for a failure. */
public fun interface FailureHandler {
  /** Called once, in the coroutine that collects; what it throws fails the flow. */
  public suspend fun emit(collector: FlowCollector<Any>, failure: Throwable)
}
