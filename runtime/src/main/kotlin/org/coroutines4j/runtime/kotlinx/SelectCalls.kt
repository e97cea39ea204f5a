@file:JvmName("SelectCalls")

package org.coroutines4j.runtime.kotlinx

import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.selects.SelectBuilder

/** Adds a clause that gives [chosen] the element, or a [Closed]. */
public fun <R> onReceive(
  select: SelectBuilder<R>,
  channel: ReceiveChannel<Any>,
  chosen: ClauseResult<R>,
): Unit = with(select) { channel.onReceiveCatching { chosen.of(unwrapped(it)) } }

/** Adds a clause that gives [chosen] null when [element] has been sent; fails if it is closed. */
public fun <R> onSend(
  select: SelectBuilder<R>,
  channel: SendChannel<Any>,
  element: Any,
  chosen: ClauseResult<R>,
): Unit = with(select) { channel.onSend(element) { chosen.of(null) } }

/** Adds a clause that gives [chosen] null when [job] is complete. */
public fun <R> onJoin(select: SelectBuilder<R>, job: Job, chosen: ClauseResult<R>): Unit =
  with(select) { job.onJoin { chosen.of(null) } }

/** What a select gives when a clause has been chosen. */
public fun interface ClauseResult<R> {
  /** Called by who selects. */
  public fun of(outcome: Any?): R
}
