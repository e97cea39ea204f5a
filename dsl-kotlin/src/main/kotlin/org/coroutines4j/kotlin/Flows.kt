package org.coroutines4j.kotlin

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import org.coroutines4j.flow.AsyncFlow

/** Returns this flow for Java code, which can also iterate over it. */
public fun <T : Any> Flow<T>.asAsyncFlow(): AsyncFlow<T> = KotlinInterop.fromFlow(this)

/**
 * Returns this flow for coroutines. Its Java lambdas run in the collecting coroutine. If that
 * coroutine is on a thread that must not wait, such as a worker of `Dispatchers.Default`, they run
 * on threads of coroutines4j instead.
 */
public fun <T : Any> AsyncFlow<T>.asFlow(): Flow<T> = KotlinInterop.toFlow(this)

/** Returns a read-only view of this shared flow for Java code. */
public fun <T : Any> SharedFlow<T>.asAsyncSharedFlow(): org.coroutines4j.flow.SharedFlow<T> =
  KotlinInterop.fromSharedFlow(this)

/** Returns a read-only view of this state flow for Java code. */
public fun <T : Any> StateFlow<T>.asAsyncStateFlow(): org.coroutines4j.flow.StateFlow<T> =
  KotlinInterop.fromStateFlow(this)

/**
 * Returns this shared flow for coroutines, with the same collectors and replayed values.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun <T : Any> org.coroutines4j.flow.SharedFlow<T>.asSharedFlow(): SharedFlow<T> =
  KotlinInterop.toSharedFlow(this)

/**
 * Returns this state flow for coroutines, with the same value.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun <T : Any> org.coroutines4j.flow.StateFlow<T>.asStateFlow(): StateFlow<T> =
  KotlinInterop.toStateFlow(this)

/** Returns this hot flow for Java code, which may emit into it too. */
public fun <T : Any> MutableSharedFlow<T>.asAsyncMutableSharedFlow():
  org.coroutines4j.flow.MutableSharedFlow<T> = KotlinInterop.fromMutableSharedFlow(this)

/** Returns this state for Java code, which may change it too. */
public fun <T : Any> MutableStateFlow<T>.asAsyncMutableStateFlow():
  org.coroutines4j.flow.MutableStateFlow<T> = KotlinInterop.fromMutableStateFlow(this)

/**
 * Returns this hot flow for coroutines, which may emit into it too. `emit` suspends where Java's
 * blocks the thread.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <T : Any> org.coroutines4j.flow.MutableSharedFlow<T>.asMutableSharedFlow():
  MutableSharedFlow<T> = KotlinInterop.toMutableSharedFlow(this)

/**
 * Returns this state for coroutines, which may change it too.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <T : Any> org.coroutines4j.flow.MutableStateFlow<T>.asMutableStateFlow():
  MutableStateFlow<T> = KotlinInterop.toMutableStateFlow(this)
