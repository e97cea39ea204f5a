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

/** Calls [call] in a coroutine of its own, with its continuation and its dispatcher. */
@JvmName("future")
@Suppress("UNCHECKED_CAST")
internal fun <T> future(
  call: BiFunction<Continuation<Any?>, CoroutineDispatcher, Any?>
): CompletableFuture<T> {
  val context = CoroutineThreads.testContext()
  val owner =
    SupervisorJob(VirtualTimeContext.`in`(context)?.scope()) // a test waits for its coroutines
  val home = ScopeDispatcher.virtual().within(context)
  val future =
    CoroutineScope(context + home + owner).future {
      suspendCoroutineUninterceptedOrReturn<T> { k -> call.apply(k as Continuation<Any?>, home) }
    }
  owner.complete()
  return future
}

/** Calls [body] as a part of this coroutine, on a thread that may wait: this one, if it may. */
@JvmName("callJava")
internal suspend fun <T> callJava(body: Callable<T>): T {
  val home = homeElsewhere() ?: return callHere(coroutineContext, body)
  return withContext(home) { callHere(coroutineContext, body) }
}

/** Where this coroutine may wait; null if that is here, maybe after a step to a thread of ours. */
@JvmSynthetic
internal suspend fun homeElsewhere(): ScopeDispatcher? {
  val context = coroutineContext
  if (CoroutineThreads.mayWaitHere(context)) return null
  val home = CoroutineThreads.homeOf(context)
  if (home.isLeaf) return ScopeDispatcher.virtual()
  if (home !== context[ContinuationInterceptor]) return home
  yield() // begun without a dispatch: lets go on what the thread does beside
  return null
}

private fun <T> callHere(context: CoroutineContext, body: Callable<T>): T {
  val before = CoroutineThreads.current()?.frame()
  return CoroutineThreads.callUnder<T>(context) { caller ->
    try {
      ThreadContexts.callInside(caller.frame(), before, body)
    } catch (e: Throwable) {
      throw caller.frame().translateFailure(e)
    }
  }
}
