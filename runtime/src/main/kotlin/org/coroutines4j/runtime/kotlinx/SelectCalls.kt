@file:JvmName("SelectCalls")

package org.coroutines4j.runtime.kotlinx

import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.selects.SelectBuilder

/** Adds a clause that passes [chosen] the received element, or a [Closed]. */
public fun <R> onReceive(
  select: SelectBuilder<R>,
  channel: ReceiveChannel<Any>,
  chosen: ClauseResult<R>,
): Unit = with(select) { channel.onReceiveCatching { chosen.of(unwrapped(it)) } }

/**
 * Adds a clause that passes [chosen] null when [element] has been sent. The select fails if
 * [channel] is closed.
 */
public fun <R> onSend(
  select: SelectBuilder<R>,
  channel: SendChannel<Any>,
  element: Any,
  chosen: ClauseResult<R>,
): Unit = with(select) { channel.onSend(element) { chosen.of(null) } }

/** Adds a clause that passes [chosen] null when [job] is complete. */
public fun <R> onJoin(select: SelectBuilder<R>, job: Job, chosen: ClauseResult<R>): Unit =
  with(select) { job.onJoin { chosen.of(null) } }

/** Computes the result of a select from the outcome of the chosen clause. */
public fun interface ClauseResult<R> {
  /** Called once, in the coroutine that selects. */
  public fun of(outcome: Any?): R
}
