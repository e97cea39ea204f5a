package org.coroutines4j.runtime.kotlinx

import kotlinx.coroutines.ExperimentalForInheritanceCoroutinesApi
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.onSubscription

/**
 * The values of [flow], for collectors that must not emit into it. [onCollector] runs for each
 * collector, once it is registered.
 */
@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
public class ReadOnlySharedFlow(
  private val flow: SharedFlow<Any>,
  private val onCollector: Runnable,
) : SharedFlow<Any> {
  override val replayCache: List<Any>
    get() = flow.replayCache

  override suspend fun collect(collector: FlowCollector<Any>): Nothing {
    flow.onSubscription { onCollector.run() }.collect(collector)
  }
}

/**
 * The values of [state], for collectors that must not change it. [onCollector] runs for each
 * collector before it gets the first value.
 */
@OptIn(ExperimentalForInheritanceCoroutinesApi::class)
public class ReadOnlyStateFlow(
  private val state: StateFlow<Any>,
  private val onCollector: Runnable,
) : StateFlow<Any> {
  override val value: Any
    get() = state.value

  override val replayCache: List<Any>
    get() = state.replayCache

  override suspend fun collect(collector: FlowCollector<Any>): Nothing {
    onCollector.run()
    state.collect(collector)
  }
}
