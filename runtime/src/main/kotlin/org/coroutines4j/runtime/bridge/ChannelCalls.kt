@file:JvmName("ChannelCalls")

package org.coroutines4j.runtime.bridge

import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel

/** What became of an attempt that does not wait, unless it is an element or a [ClosedBy]. */
public enum class Attempt {
  SENT,
  FULL,
  EMPTY,
}

/** A channel is closed, because of [cause] or without one. */
public class ClosedBy(public val cause: Throwable?)

/** [Attempt.SENT], [Attempt.FULL] or a [ClosedBy]. */
public fun trySend(channel: SendChannel<Any>, element: Any): Any {
  val result = channel.trySend(element)
  return when {
    result.isSuccess -> Attempt.SENT
    result.isClosed -> ClosedBy(causeOf(result))
    else -> Attempt.FULL
  }
}

/** An element, [Attempt.EMPTY] or a [ClosedBy]. */
public fun tryReceive(channel: ReceiveChannel<Any>): Any =
  unwrapped(channel.tryReceive()) ?: Attempt.EMPTY

/** An element or a [ClosedBy]; null if there is neither. */
internal fun unwrapped(result: ChannelResult<Any>): Any? =
  if (result.isClosed) ClosedBy(causeOf(result)) else result.getOrNull()

/** Kotlin makes this exception up where there is no cause. */
private fun causeOf(result: ChannelResult<*>): Throwable? =
  result.exceptionOrNull().takeUnless { it is ClosedSendChannelException }

/** By what the channel is closed for sending; null if it is open. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForSend(channel: SendChannel<Any>): ClosedBy? =
  // to a closed channel nothing is sent
  if (channel.isClosedForSend) trySend(channel, Unit) as ClosedBy else null

/** By what the channel is closed for receiving; null if it is not, or has elements left. */
@OptIn(DelicateCoroutinesApi::class)
public fun closedForReceive(channel: ReceiveChannel<Any>): ClosedBy? =
  // from a closed channel nothing is received
  if (channel.isClosedForReceive) tryReceive(channel) as ClosedBy else null
