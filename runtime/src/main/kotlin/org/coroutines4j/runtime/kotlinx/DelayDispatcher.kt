package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi

/**
 * A dispatcher that tells kotlinx the time: Kotlin's `delay` and `withTimeout` under it wait by
 * [schedule].
 */
@OptIn(InternalCoroutinesApi::class)
public abstract class DelayDispatcher : CoroutineDispatcher(), Delay {

  /**
   * Runs [action], which only stores and unparks, after [delayNanos] unless the handle is disposed
   * first.
   */
  protected abstract fun schedule(delayNanos: Long, action: Runnable): DisposableHandle

  /**
   * Runs [action], which may cancel a whole tree, after [delayNanos], on a thread that has time for
   * it.
   */
  protected abstract fun scheduleExpiry(delayNanos: Long, action: Runnable): DisposableHandle

  /** The dispatcher that code of [context] gets for this one: another one in a test. */
  protected open fun within(context: CoroutineContext): DelayDispatcher = this

  final override fun scheduleResumeAfterDelay(
    timeMillis: Long,
    continuation: CancellableContinuation<Unit>,
  ) {
    val timer =
      within(continuation.context).schedule(TimeUnit.MILLISECONDS.toNanos(timeMillis)) {
        continuation.resumeWith(Result.success(Unit))
      }
    continuation.invokeOnCancellation { timer.dispose() }
  }

  final override fun invokeOnTimeout(
    timeMillis: Long,
    block: Runnable,
    context: CoroutineContext,
  ): DisposableHandle =
    within(context).scheduleExpiry(TimeUnit.MILLISECONDS.toNanos(timeMillis), block)
}
