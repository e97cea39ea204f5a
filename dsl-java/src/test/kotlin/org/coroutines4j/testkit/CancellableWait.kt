package org.coroutines4j.testkit

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.resume
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import kotlinx.coroutines.Runnable

/**
 * A wait in a model that another operation cancels, also when it has been woken already. Lincheck
 * cancels by itself too, but runs nothing of the operation afterwards, and has no dispatcher, so
 * that kotlinx never gives back what was on its way. Here, as in a body, the waiter is its own
 * dispatcher.
 */
class CancellableWait {
  private val job = Job()

  val isCancelled
    get() = job.isCancelled

  fun cancel() {
    job.cancel()
  }

  /** False if it was cancelled. At the end of [wait] there is one suspension and nothing more. */
  suspend fun await(wait: suspend () -> Unit): Boolean {
    val woken = CompletableDeferred<Runnable>()
    val dispatcher =
      object : CoroutineDispatcher() {
        override fun dispatch(context: CoroutineContext, block: Runnable) {
          woken.complete(block)
        }
      }
    var ended: Result<Unit>? = null
    wait.createCoroutineUnintercepted(Continuation(job + dispatcher) { ended = it }).resume(Unit)
    if (ended == null) woken.await().run()
    return ended!!.isSuccess
  }
}
