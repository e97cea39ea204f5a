@file:JvmName("ChannelCalls")

package org.coroutines4j.runtime.kotlinx

import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel

/** The outcome of a `trySend` or `tryReceive` that is neither an element nor a [Closed]. */
public enum class TryOutcome {
  SENT,
  FULL,
  EMPTY,
}

/**
 * The outcome of an operation on a channel that is closed; [cause] is null if it was closed without
 * one.
 */
public class Closed(public val cause: Throwable?)

/** Sends without waiting. Returns [TryOutcome.SENT], [TryOutcome.FULL] or a [Closed]. */
public fun trySend(channel: SendChannel<Any>, element: Any): Any {
  val result = channel.trySend(element)
  return when {
    result.isSuccess -> TryOutcome.SENT
    result.isClosed -> Closed(causeOf(channel, result))
    else -> TryOutcome.FULL
  }
}

/** Receives without waiting. Returns an element, [TryOutcome.EMPTY] or a [Closed]. */
public fun tryReceive(channel: ReceiveChannel<Any>): Any {
  val result = channel.tryReceive()
  return if (result.isSuccess) received(result.getOrNull())
  else unwrapped(result) ?: TryOutcome.EMPTY
}

/**
 * Returns [element], which a channel has delivered to Java code. Kotlin code can send null to such
 * a channel, which Java code cannot receive.
 *
 * @throws NullPointerException if [element] is null
 */
public fun received(element: Any?): Any =
  element
    ?: throw NullPointerException(
      "Kotlin code has sent null to a channel from which Java code receives. Send only non-null" +
        " elements to it."
    )

/**
 * Returns what a select has received: the element or a [Closed]. [result] is a [ChannelResult],
 * which Java code only sees as an object.
 */
@Suppress("UNCHECKED_CAST")
public fun selected(result: Any): Any? = unwrapped(result as ChannelResult<Any>)

/** Returns the element or a [Closed]; null if there is neither. */
internal fun unwrapped(result: ChannelResult<Any>): Any? =
  if (result.isClosed) Closed(result.exceptionOrNull()) else result.getOrNull()

/**
 * Returns the cause for which the channel was closed; null if there is none. Without a cause,
 * Kotlin makes up a [ClosedSendChannelException], a new object for each attempt to send. But the
 * cause may itself be such an exception, of another channel: then each attempt gives the same
 * object.
 */
private fun causeOf(channel: SendChannel<Any>, result: ChannelResult<*>): Throwable? {
  val cause = result.exceptionOrNull()
  val mayBeMadeUp = cause is ClosedSendChannelException
  // the second attempt sends nothing, since the channel is closed
  return cause.takeUnless { mayBeMadeUp && channel.trySend(Unit).exceptionOrNull() !== it }
}

/** Returns why the channel is closed for sending; null if it is open. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForSend(channel: SendChannel<Any>): Closed? =
  // the attempt sends nothing, since the channel is closed
  if (channel.isClosedForSend) trySend(channel, Unit) as Closed else null

/** Returns why the channel is closed for receiving; null if it is open or has elements left. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForReceive(channel: ReceiveChannel<Any>): Closed? =
  // the attempt receives nothing, since the channel is closed and empty
  if (channel.isClosedForReceive) tryReceive(channel) as Closed else null
