@file:JvmName("ChannelCalls")

package org.coroutines4j.runtime.kotlinx

import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel

/** What became of an attempt that does not wait, unless it is an element or a [Closed]. */
public enum class TryOutcome {
  SENT,
  FULL,
  EMPTY,
}

/** A channel is closed, because of [cause] or without one. */
public class Closed(public val cause: Throwable?)

/** [TryOutcome.SENT], [TryOutcome.FULL] or a [Closed]. */
public fun trySend(channel: SendChannel<Any>, element: Any): Any {
  val result = channel.trySend(element)
  return when {
    result.isSuccess -> TryOutcome.SENT
    result.isClosed -> Closed(causeOf(channel, result))
    else -> TryOutcome.FULL
  }
}

/** An element, [TryOutcome.EMPTY] or a [Closed]. */
public fun tryReceive(channel: ReceiveChannel<Any>): Any {
  val result = channel.tryReceive()
  return if (result.isSuccess) received(result.getOrNull())
  else unwrapped(result) ?: TryOutcome.EMPTY
}

/** [element], which must not be null: Kotlin code can send that to a channel that Java receives. */
public fun received(element: Any?): Any =
  element
    ?: throw NullPointerException(
      "Kotlin code has sent null to a channel from which Java code receives; its elements must not" +
        " be null"
    )

/** An element or a [Closed]; null if there is neither. */
internal fun unwrapped(result: ChannelResult<Any>): Any? =
  if (result.isClosed) Closed(result.exceptionOrNull()) else result.getOrNull()

/**
 * Senders are told of an exception that Kotlin makes up, a new one each time, where there is no
 * cause; but the cause may be such an exception too, that of another channel.
 */
private fun causeOf(channel: SendChannel<Any>, result: ChannelResult<*>): Throwable? {
  val cause = result.exceptionOrNull()
  val mayBeMadeUp = cause is ClosedSendChannelException
  // to a closed channel nothing is sent
  return cause.takeUnless { mayBeMadeUp && channel.trySend(Unit).exceptionOrNull() !== it }
}

/** By what the channel is closed for sending; null if it is open. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForSend(channel: SendChannel<Any>): Closed? =
  // to a closed channel nothing is sent
  if (channel.isClosedForSend) trySend(channel, Unit) as Closed else null

/** By what the channel is closed for receiving; null if it is not, or has elements left. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForReceive(channel: ReceiveChannel<Any>): Closed? =
  // from a closed channel nothing is received
  if (channel.isClosedForReceive) tryReceive(channel) as Closed else null
