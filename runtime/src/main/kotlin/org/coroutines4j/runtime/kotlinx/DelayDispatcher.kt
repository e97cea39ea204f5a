package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job

/**
 * A dispatcher with its own timers: `delay` and `withTimeout` of coroutines on it use [schedule]
 * and [scheduleExpiry].
 */
@OptIn(InternalCoroutinesApi::class)
public abstract class DelayDispatcher : CoroutineDispatcher(), Delay {

  /**
   * Runs [action] after [delayNanos] nanoseconds, unless the returned handle is disposed first.
   * [action] only stores and unparks, so it may run on the timer thread.
   */
  protected abstract fun schedule(delayNanos: Long, action: Runnable): DisposableHandle

  /**
   * Runs [action] after [delayNanos] nanoseconds, unless the returned handle is disposed first.
   * [action] may cancel a whole tree of Jobs, so it must not run on the timer thread if there is
   * another one.
   */
  protected abstract fun scheduleExpiry(delayNanos: Long, action: Runnable): DisposableHandle

  /**
   * Returns the dispatcher that code of [context] uses in place of this one: that of the test in a
   * test.
   */
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
  ): DisposableHandle {
    val dispatcher = within(context)
    val delayNanos = TimeUnit.MILLISECONDS.toNanos(timeMillis)
    val job = context[Job] ?: return dispatcher.scheduleExpiry(delayNanos, block)
    val timeout = JobBoundTimer(block)
    timeout.start(job, dispatcher.scheduleExpiry(delayNanos, timeout))
    return timeout
  }
}
