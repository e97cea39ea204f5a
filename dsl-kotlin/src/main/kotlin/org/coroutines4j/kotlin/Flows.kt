package org.coroutines4j.kotlin

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import org.coroutines4j.flow.AsyncFlow

/** This flow for Java code, which can iterate it. */
public fun <T : Any> Flow<T>.asAsyncFlow(): AsyncFlow<T> = KotlinInterop.fromFlow(this)

/**
 * This flow for coroutines. Its Java lambdas run in the collecting coroutine; where that is on a
 * thread that must not wait, such as one of `Dispatchers.Default`, on threads of coroutines4j.
 */
public fun <T : Any> AsyncFlow<T>.asFlow(): Flow<T> = KotlinInterop.toFlow(this)

/** This hot flow for Java code. */
public fun <T : Any> SharedFlow<T>.asAsyncSharedFlow(): org.coroutines4j.flow.SharedFlow<T> =
  KotlinInterop.fromSharedFlow(this)

/** This state for Java code. */
public fun <T : Any> StateFlow<T>.asAsyncStateFlow(): org.coroutines4j.flow.StateFlow<T> =
  KotlinInterop.fromStateFlow(this)

/**
 * This hot flow for coroutines.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <T : Any> org.coroutines4j.flow.SharedFlow<T>.asSharedFlow(): SharedFlow<T> =
  KotlinInterop.toSharedFlow(this)

/**
 * This state for coroutines.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun <T : Any> org.coroutines4j.flow.StateFlow<T>.asStateFlow(): StateFlow<T> =
  KotlinInterop.toStateFlow(this)
