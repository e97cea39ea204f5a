package org.coroutines4j.testkit

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope

// For tests that also run with older versions of kotlinx.coroutines.

/** As the `runBlocking` of kotlinx.coroutines. */
@Suppress("UNCHECKED_CAST")
fun <T> runBlocking(
  context: CoroutineContext = EmptyCoroutineContext,
  block: suspend CoroutineScope.() -> T,
): T = OldNames.runBlocking(context, block) as T

/** As `limitedParallelism` of kotlinx.coroutines. */
fun CoroutineDispatcher.limitedTo(parallelism: Int): CoroutineDispatcher =
  OldNames.limited(this, parallelism)
