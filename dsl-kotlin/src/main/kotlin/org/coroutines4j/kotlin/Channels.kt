package org.coroutines4j.kotlin

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel

/** This channel for Java code: the same buffer, the same elements. */
public fun <E : Any> Channel<E>.asAsyncChannel(): org.coroutines4j.channels.Channel<E> =
  KotlinInterop.fromChannel(this)

/** This receiving end for Java code. */
public fun <E : Any> ReceiveChannel<E>.asAsyncReceiveChannel():
  org.coroutines4j.channels.ReceiveChannel<E> = KotlinInterop.fromReceiveChannel(this)

/** This sending end for Java code. */
public fun <E : Any> SendChannel<E>.asAsyncSendChannel(): org.coroutines4j.channels.SendChannel<E> =
  KotlinInterop.fromSendChannel(this)

/**
 * This channel for coroutines: the same buffer, the same elements.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <E : Any> org.coroutines4j.channels.Channel<E>.asChannel(): Channel<E> =
  KotlinInterop.toChannel(this)

/**
 * This receiving end for coroutines.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <E : Any> org.coroutines4j.channels.ReceiveChannel<E>.asReceiveChannel():
  ReceiveChannel<E> = KotlinInterop.toReceiveChannel(this)

/**
 * This sending end for coroutines.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <E : Any> org.coroutines4j.channels.SendChannel<E>.asSendChannel(): SendChannel<E> =
  KotlinInterop.toSendChannel(this)
