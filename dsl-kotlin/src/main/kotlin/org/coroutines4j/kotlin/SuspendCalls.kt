@file:JvmName("SuspendCalls")

package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.function.BiFunction
import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.coroutines4j.runtime.coroutine.CoroutineThreads
import org.coroutines4j.runtime.coroutine.ThreadContexts
import org.coroutines4j.runtime.dispatch.ScopeDispatcher
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext

/**
 * Calls [call] in a new coroutine without a scope, and passes it the continuation and the
 * dispatcher.
 */
@JvmName("future")
@Suppress("UNCHECKED_CAST")
internal fun <T> future(
  call: BiFunction<Continuation<Any?>, CoroutineDispatcher, Any?>
): CompletableFuture<T> {
  val context = CoroutineThreads.testContext()
  // Inside a test, a child of the test's scope, so that the test waits for the coroutine.
  val owner = SupervisorJob(VirtualTimeContext.`in`(context)?.scope())
  val dispatcher = ScopeDispatcher.virtual().within(context)
  val future =
    CoroutineScope(context + dispatcher + owner).future {
      suspendCoroutineUninterceptedOrReturn<T> { k ->
        call.apply(k as Continuation<Any?>, dispatcher)
      }
    }
  owner.complete()
  return future
}

/**
 * Calls [body] as a part of this coroutine: on this thread if it may wait, else on one that may.
 */
@JvmName("callJava")
internal suspend fun <T> callJava(body: Callable<T>): T {
  val dispatcher = dispatcherToSwitchTo() ?: return callOnThisThread(coroutineContext, body)
  return withContext(dispatcher) { callOnThisThread(coroutineContext, body) }
}

/**
 * Returns the dispatcher that this coroutine must switch to before it may wait. Returns null if it
 * may wait on the current thread, which may be another one than before the call.
 */
@JvmSynthetic
internal suspend fun dispatcherToSwitchTo(): ScopeDispatcher? {
  val context = coroutineContext
  if (CoroutineThreads.mayWaitHere(context)) return null
  val dispatcher = CoroutineThreads.homeOf(context)
  if (dispatcher.isForeignThread) return ScopeDispatcher.virtual()
  if (dispatcher !== context[ContinuationInterceptor]) return dispatcher
  // The coroutine was begun without a dispatch, so the code that began it is still on this thread.
  // A yield lets that code go on, and moves the coroutine to a thread of its dispatcher.
  yield()
  return null
}

private fun <T> callOnThisThread(context: CoroutineContext, body: Callable<T>): T {
  val before = CoroutineThreads.current()?.frame()
  return CoroutineThreads.callUnder<T>(context) { caller ->
    try {
      ThreadContexts.callInside(caller.frame(), before, body)
    } catch (e: Throwable) {
      throw caller.frame().translateFailure(e)
    }
  }
}
