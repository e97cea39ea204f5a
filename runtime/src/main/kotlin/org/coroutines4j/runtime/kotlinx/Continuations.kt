@file:JvmName("Continuations")

package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.CancellationException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.suspendCancellableCoroutine

/** Arranges that somebody resumes a suspended coroutine, now or later. */
public fun interface Registration {
  /** Called once, on the thread that suspends; an exception becomes that of the suspension. */
  public fun register(waiter: CancellableContinuation<Any?>)
}

/**
 * Suspends until the waiter that [registration] is given has been resumed, or its Job is cancelled.
 */
public suspend fun suspendUntilResumed(registration: Registration): Any? =
  suspendCancellableCoroutine {
    registration.register(it)
  }

/**
 * Why [job] is cancelled: the object that every wait in it throws. It must be cancelled or have
 * ended.
 */
@OptIn(InternalCoroutinesApi::class)
public fun cancellationOf(job: Job): CancellationException = job.getCancellationException()

/** Calls [action] once when [job] is cancelled, at once if it is, on the thread that cancels. */
@OptIn(InternalCoroutinesApi::class)
public fun onCancelling(job: Job, action: Runnable): DisposableHandle =
  // all arguments: the method for the default ones is another one in older kotlinx
  job.invokeOnCompletion(onCancelling = true, invokeImmediately = true) { cause ->
    if (cause != null) action.run()
  }
