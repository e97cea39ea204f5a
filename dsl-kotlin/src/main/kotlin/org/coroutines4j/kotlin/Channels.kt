package org.coroutines4j.kotlin

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel

/** Returns a view of this channel for Java code, with the same buffer and elements. */
public fun <E : Any> Channel<E>.asAsyncChannel(): org.coroutines4j.channels.Channel<E> =
  KotlinInterop.fromChannel(this)

/** Returns a view of this receiving end for Java code. */
public fun <E : Any> ReceiveChannel<E>.asAsyncReceiveChannel():
  org.coroutines4j.channels.ReceiveChannel<E> = KotlinInterop.fromReceiveChannel(this)

/** Returns a view of this sending end for Java code. */
public fun <E : Any> SendChannel<E>.asAsyncSendChannel(): org.coroutines4j.channels.SendChannel<E> =
  KotlinInterop.fromSendChannel(this)

/**
 * Returns the channel of kotlinx behind this channel, with the same buffer and elements.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun <E : Any> org.coroutines4j.channels.Channel<E>.asChannel(): Channel<E> =
  KotlinInterop.toChannel(this)

/**
 * Returns the receiving end of kotlinx behind this one.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun <E : Any> org.coroutines4j.channels.ReceiveChannel<E>.asReceiveChannel():
  ReceiveChannel<E> = KotlinInterop.toReceiveChannel(this)

/**
 * Returns the sending end of kotlinx behind this one.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun <E : Any> org.coroutines4j.channels.SendChannel<E>.asSendChannel(): SendChannel<E> =
  KotlinInterop.toSendChannel(this)
