package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.CancellationException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.selects.SelectClause1

/**
 * A real kotlinx coroutine whose body is Java code. The Java thread that has run the body completes
 * the coroutine with [complete] or [completeExceptionally].
 *
 * This class alone names the internals of kotlinx that a task or a scope needs. So an incompatible
 * change in kotlinx shows up here, and Java code sees only the methods below.
 *
 * Subclasses call [attachTo] last, when their own fields are set, because attaching may cancel them
 * immediately.
 */
@OptIn(
  InternalCoroutinesApi::class,
  InternalForInheritanceCoroutinesApi::class,
  ExperimentalCoroutinesApi::class,
)
public abstract class JavaCoroutine(parentContext: CoroutineContext, active: Boolean) :
  AbstractCoroutine<Any?>(parentContext, false, active), Deferred<Any?> {

  /**
   * Makes this a child of [parent]. If [parent] is cancelled already, this is cancelled
   * immediately.
   */
  public fun attachTo(parent: Job?) {
    initParentJob(parent)
  }

  /** Ends the body with [value]. The Job completes when its children have completed. */
  public fun complete(value: Any?) {
    resumeWith(Result.success(value))
  }

  /** Ends the body with the exception that it threw. The Job completes when its children have. */
  public fun completeExceptionally(thrown: Throwable) {
    resumeWith(Result.failure(thrown))
  }

  /**
   * Called at most once, when cancellation begins, before any child is notified. Runs on the thread
   * that cancels, which may be the timer thread, so it may only store, unpark and interrupt.
   */
  protected abstract fun cancellationBegan(cause: Throwable)

  /**
   * Called when the coroutine and all its children have ended and it was cancelled or failed,
   * before the waiters are notified. A [cause] that is not a cancellation is a failure. There is no
   * such method for a value, because kotlinx may show the coroutine as completed before it calls
   * it.
   */
  protected abstract fun endedExceptionally(cause: Throwable)

  /**
   * Called with a failure that the parent, such as a supervisor, leaves to this coroutine. Called
   * before the state is final. Returns whether the failure has been reported.
   */
  protected open fun failedAlone(cause: Throwable): Boolean = false

  /** Called when the state is final and the waiters have been notified. */
  protected open fun terminated() {}

  /**
   * Whether a failure goes to the caller of this coroutine's block only, and never cancels the
   * parent.
   */
  protected abstract val scoped: Boolean

  /** Returns the failure that [thrown], an exception that kotlinx throws, stands for. */
  protected open fun failureOf(thrown: Throwable): Throwable = thrown

  /** Called when a Kotlin coroutine begins to wait for this one by `await`. */
  protected open fun addWaiter() {}

  /** Called when a Kotlin coroutine receives the failure of this one by `await`. */
  protected open fun failureSeen() {}

  /**
   * Called when a Kotlin coroutine no longer waits for this one. It has received a failure only if
   * [failureSeen] was called before.
   */
  protected open fun removeWaiter() {}

  final override fun onCancelling(cause: Throwable?) {
    if (cause != null) cancellationBegan(cause)
  }

  final override fun onCancelled(cause: Throwable, handled: Boolean): Unit =
    endedExceptionally(cause)

  final override fun handleJobException(exception: Throwable): Boolean = failedAlone(exception)

  final override fun afterCompletion(state: Any?): Unit = terminated()

  final override val isScopedCoroutine: Boolean
    get() = scoped

  final override suspend fun await(): Any? {
    addWaiter()
    return try {
      awaitInternal()
    } catch (e: Throwable) {
      if (e !is CancellationException) failureSeen()
      throw failureOf(e)
    } finally {
      removeWaiter()
    }
  }

  @Suppress("UNCHECKED_CAST")
  final override val onAwait: SelectClause1<Any?>
    get() = onAwaitInternal as SelectClause1<Any?>
}
