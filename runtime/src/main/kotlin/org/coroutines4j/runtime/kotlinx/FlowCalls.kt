@file:JvmName("FlowCalls")

package org.coroutines4j.runtime.kotlinx

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector

/**
 * A collector that keeps what the code downstream has thrown, by which a failure of the flow itself
 * is told from one that only passes through it.
 */
public abstract class Downstream : FlowCollector<Any> {
  /** What the code downstream has thrown, if it has. */
  @JvmField public var thrown: Throwable? = null
}

/** [collector], which may suspend, with what it throws. */
public fun watched(collector: FlowCollector<Any>): Downstream = Suspending(collector)

private class Suspending(private val collector: FlowCollector<Any>) : Downstream() {
  override suspend fun emit(value: Any) {
    try {
      collector.emit(value)
    } catch (e: Throwable) {
      thrown = e
      throw e
    }
  }
}

/** Tells what an exception of a flow means to the coroutine that collects it. */
public fun interface Meaning {
  /**
   * What [thrown] means in [context]: itself, or a failure if it is the cancellation of something
   * else.
   */
  public fun of(thrown: Throwable, context: CoroutineContext): Throwable
}

/** Tells whether an exception of a flow is no failure of it that could be handled. */
public fun interface Passing {
  /**
   * Whether [thrown] only passes through a flow that is collected in [context], or comes when that
   * collection is cancelled.
   */
  public fun passes(thrown: Throwable, context: CoroutineContext): Boolean
}

/** Emits what stands for a failure. */
public fun interface FailureHandler {
  /** Called once, in the coroutine that collects; what it throws fails the flow. */
  public suspend fun emit(failure: Throwable)
}

/** Decides whether a flow that has failed begins again. */
public fun interface RetryRule {
  /** Whether to begin again after [failure]; the first [attempt] is 0. */
  public suspend fun beginsAgain(failure: Throwable, attempt: Long): Boolean
}

/** Collects [flow]; what it throws itself is thrown as [meaning] has it. */
public suspend fun collectAs(meaning: Meaning, flow: Flow<Any>, downstream: Downstream) {
  try {
    flow.collect(downstream)
  } catch (e: Throwable) {
    throw if (isSame(e, downstream.thrown)) e else meaning.of(e, coroutineContext)
  }
}

/** Collects [flow], part of an operator's own coroutine, as [collectAs] does. */
public suspend fun collectPart(meaning: Meaning, flow: Flow<Any>, collector: FlowCollector<Any>) {
  try {
    flow.collect(collector)
  } catch (e: Throwable) {
    throw meaning.of(e, coroutineContext)
  }
}

/** Collects [flow], and lets [handler] emit if it fails. */
public suspend fun collectOrHandle(
  meaning: Meaning,
  passing: Passing,
  flow: Flow<Any>,
  downstream: Downstream,
  handler: FailureHandler,
) {
  val failure = failureOf(meaning, passing, flow, downstream)
  if (failure != null) handler.emit(failure)
}

/** Collects [flow], again and again while it fails and [rule] holds. */
public suspend fun collectWithRetries(
  meaning: Meaning,
  passing: Passing,
  flow: Flow<Any>,
  downstream: Downstream,
  rule: RetryRule,
) {
  var attempt = 0L
  while (true) {
    val failure = failureOf(meaning, passing, flow, downstream) ?: return
    if (!rule.beginsAgain(failure, attempt++)) throw failure
  }
}

/** Collects [flow] until [collector] throws [enough]. */
public suspend fun collectUntil(
  enough: CancellationException,
  flow: Flow<Any>,
  collector: FlowCollector<Any>,
) {
  try {
    flow.collect(collector)
  } catch (e: CancellationException) {
    if (e !== enough) throw e
  }
}

/**
 * The failure of [flow] itself; null if it has ended. Throws what the code downstream has thrown,
 * and the cancellation of this coroutine. If both sides fail, as when a flow cannot clean up after
 * a failure downstream, neither is hidden.
 */
private suspend fun failureOf(
  meaning: Meaning,
  passing: Passing,
  flow: Flow<Any>,
  downstream: Downstream,
): Throwable? {
  try {
    flow.collect(downstream)
    return null
  } catch (e: Throwable) {
    val below = downstream.thrown
    if (isSame(e, below) || passing.passes(e, coroutineContext)) throw e
    val failure = meaning.of(e, coroutineContext)
    if (failure is CancellationException) throw below ?: failure
    if (below != null) {
      val isToAdd = below !is CancellationException && failure.suppressed.size < MOST_SUPPRESSED
      if (isToAdd) failure.addSuppressed(below)
      throw failure
    }
    return failure
  }
}

/** One exception may be thrown time and again. */
private const val MOST_SUPPRESSED = 16

/** Whether they are one exception; with assertions on, kotlinx may have copied it on its way. */
private fun isSame(thrown: Throwable, before: Throwable?): Boolean =
  thrown === before || (before != null && originalOf(thrown) === originalOf(before))

private fun originalOf(thrown: Throwable): Throwable {
  val cause = thrown.cause
  val isCopy =
    cause != null &&
      cause.javaClass === thrown.javaClass &&
      thrown.stackTrace.any { it.className.startsWith("_COROUTINE") }
  return if (isCopy) cause else thrown
}
