@file:JvmName("FlowCalls")

package org.coroutines4j.runtime.kotlinx

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.transformWhile

/**
 * A collector that records what the code downstream has thrown. This tells a failure of the flow
 * itself from an exception that only passes through the flow.
 */
public abstract class Downstream : FlowCollector<Any> {
  /** The exception that the code downstream has thrown; null if it has thrown none. */
  @JvmField public var thrown: Throwable? = null
}

/** Returns a collector that passes values to [collector] and records what it throws. */
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

/** Passes [value] to [collector] and records in [downstream] what it throws. */
public suspend fun emitWatched(value: Any, collector: FlowCollector<Any>, downstream: Downstream) {
  try {
    collector.emit(value)
  } catch (e: Throwable) {
    downstream.thrown = e
    throw e
  }
}

/** Translates an exception of a flow for the coroutine that collects it. */
public fun interface Meaning {
  /**
   * Returns what [thrown] means in [context]: [thrown] itself, or a failure if [thrown] is the
   * cancellation of something other than the collecting coroutine.
   */
  public fun of(thrown: Throwable, context: CoroutineContext): Throwable
}

/** Decides whether an exception is outside the reach of the failure handlers of a flow. */
public fun interface Passing {
  /**
   * Returns whether [thrown] only passes through a flow that is collected in [context], or is
   * thrown because that collection is cancelled.
   */
  public fun passes(thrown: Throwable, context: CoroutineContext): Boolean
}

/** Emits values in place of a failure. */
public fun interface FailureHandler {
  /** Called once, in the coroutine that collects. An exception that it throws fails the flow. */
  public suspend fun emit(failure: Throwable)
}

/** Decides whether a flow that has failed is collected again. */
public fun interface RetryRule {
  /** Returns whether to collect again after [failure]. The first [attempt] is 0. */
  public suspend fun beginsAgain(failure: Throwable, attempt: Long): Boolean
}

/**
 * Collects [flow]. Throws an exception of the flow itself as translated by [meaning], and an
 * exception from [downstream] unchanged.
 */
public suspend fun collectAs(meaning: Meaning, flow: Flow<Any>, downstream: Downstream) {
  try {
    flow.collect(downstream)
  } catch (e: Throwable) {
    throw if (isSame(e, downstream.thrown)) e else meaning.of(e, coroutineContext)
  }
}

/**
 * Collects [flow] in a coroutine of an operator. Throws every exception as translated by [meaning].
 */
public suspend fun collectPart(meaning: Meaning, flow: Flow<Any>, collector: FlowCollector<Any>) {
  try {
    flow.collect(collector)
  } catch (e: Throwable) {
    throw meaning.of(e, coroutineContext)
  }
}

/** Collects [flow], and calls [handler] if the flow itself fails. */
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

/** Collects [flow], and again while the flow itself fails and [rule] allows it. */
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

/** Collects [flow] to its end, or until [collector] throws [enough]. */
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

/** Returns the values of [flow] up to the first that does not satisfy [predicate], inclusive. */
public fun takeThrough(flow: Flow<Any>, predicate: suspend (Any) -> Boolean): Flow<Any> =
  flow.transformWhile { value ->
    val goesOn = predicate(value)
    emit(value)
    goesOn
  }

/** Returns the results of [transform] for the latest values of [flows]. */
public fun combineAll(flows: List<Flow<Any>>, transform: suspend (Array<Any>) -> Any): Flow<Any> =
  combine(flows) { values -> transform(values) }

/**
 * Collects [flow]. Returns the failure of the flow itself; null if it has ended normally. Throws
 * what the code downstream has thrown, and the cancellation of this coroutine. If both sides fail,
 * for example because the cleanup after a failure downstream fails, throws the failure of the flow
 * with the one from downstream suppressed on it.
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
    val fromDownstream = downstream.thrown
    if (isSame(e, fromDownstream) || passing.passes(e, coroutineContext)) throw e
    val failure = meaning.of(e, coroutineContext)
    if (failure is CancellationException) throw fromDownstream ?: failure
    if (fromDownstream != null) {
      val isToAdd =
        fromDownstream !is CancellationException && failure.suppressed.size < MAX_SUPPRESSED
      if (isToAdd) failure.addSuppressed(fromDownstream)
      throw failure
    }
    return failure
  }
}

/** Bounds the suppressed exceptions of an exception object that is thrown repeatedly. */
private const val MAX_SUPPRESSED = 16

/** Returns whether both are the same exception. With assertions on, kotlinx may have copied it. */
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
