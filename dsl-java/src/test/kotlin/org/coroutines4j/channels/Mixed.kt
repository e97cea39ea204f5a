package org.coroutines4j.channels

import kotlinx.coroutines.CoroutineScope
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Dispatcher
import org.coroutines4j.Dispatchers
import org.coroutines4j.TaskScope
import org.coroutines4j.internal.channels.ChannelAdapter
import org.coroutines4j.internal.channels.ReceiveChannelAdapter
import org.coroutines4j.runtime.coroutine.CoroutineThreads

/** A scope for Java tasks and Kotlin coroutines. */
internal class Mixed(val java: TaskScope, val kotlin: CoroutineScope)

/** One at a time, so that `yieldNow()` lets all others run until they wait. */
internal val onePermit: Dispatcher = Dispatchers.virtual().limitedParallelism(1)

/** Runs [body] as a Java task. */
internal fun mixed(on: Dispatcher = onePermit, body: Mixed.() -> Unit) {
  taskScope().on(on).run { scope -> Mixed(scope, kotlinScope()).body() }
}

/** Where Kotlin's builders make children of the block that runs now. */
internal fun kotlinScope(): CoroutineScope =
  CoroutineScope(checkNotNull(CoroutineThreads.current()).frame().context())

/** The channel that Kotlin code sees. */
@Suppress("UNCHECKED_CAST")
internal fun <E : Any> Channel<E>.kotlin(): kotlinx.coroutines.channels.Channel<E> =
  (this as ChannelAdapter<E>).sending().kotlin() as kotlinx.coroutines.channels.Channel<E>

/** The channel that Kotlin code sees. */
@Suppress("UNCHECKED_CAST")
internal fun <E : Any> ReceiveChannel<E>.kotlinReceive():
  kotlinx.coroutines.channels.ReceiveChannel<E> =
  (this as ReceiveChannelAdapter<E>).kotlin() as kotlinx.coroutines.channels.ReceiveChannel<E>

/** What Kotlin frames make of [cause]: itself, or a copy where kotlinx recovers stack traces. */
internal fun assertCameThroughKotlin(thrown: Throwable?, cause: Throwable) {
  if (System.getProperty("coroutines4j.test.recovery") == "on") {
    assertThat(thrown).isExactlyInstanceOf(cause.javaClass).isNotSameAs(cause)
    assertThat(thrown).cause().isSameAs(cause)
  } else {
    assertThat(thrown).isSameAs(cause)
  }
}
