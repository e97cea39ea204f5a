@file:JvmName("Continuations")

package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.CancellationException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.suspendCancellableCoroutine

/** Arranges for a suspended coroutine to be resumed, immediately or later. */
public fun interface Registration {
  /** Called once, on the thread that suspends. An exception that it throws fails the suspension. */
  public fun register(waiter: CancellableContinuation<Any?>)
}

/**
 * Suspends until the continuation that [registration] receives is resumed, or its Job is cancelled.
 * Returns the value that it was resumed with.
 */
public suspend fun suspendUntilResumed(registration: Registration): Any? =
  suspendCancellableCoroutine {
    registration.register(it)
  }

/**
 * Returns the exception that every wait in [job] throws because [job] is cancelled. [job] must be
 * cancelled or have ended.
 */
@OptIn(InternalCoroutinesApi::class)
public fun cancellationOf(job: Job): CancellationException = job.getCancellationException()

/**
 * Calls [action] once, on the thread that cancels [job]; immediately if [job] is cancelled already.
 */
@OptIn(InternalCoroutinesApi::class)
public fun onCancelling(job: Job, action: Runnable): DisposableHandle =
  // passes all arguments: the method for default arguments differs in older versions of kotlinx
  job.invokeOnCompletion(onCancelling = true, invokeImmediately = true) { cause ->
    if (cause != null) action.run()
  }
