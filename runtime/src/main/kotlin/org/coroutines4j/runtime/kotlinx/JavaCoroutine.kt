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
 * A real kotlinx coroutine whose body is run by somebody else: by a Java thread that completes it
 * with [resumeWith]. It names every internal of kotlinx that a task or a scope needs, so that an
 * upgrade of kotlinx fails here, visibly, and Java sees only the methods below.
 *
 * Subclasses call [attachTo] last, when their own fields are set: attaching may cancel them at
 * once.
 */
@OptIn(
  InternalCoroutinesApi::class,
  InternalForInheritanceCoroutinesApi::class,
  ExperimentalCoroutinesApi::class,
)
public abstract class JavaCoroutine(parentContext: CoroutineContext, active: Boolean) :
  AbstractCoroutine<Any?>(parentContext, false, active), Deferred<Any?> {

  /** Makes this a child of [parent], which cancels it when it is already cancelled itself. */
  public fun attachTo(parent: Job?) {
    initParentJob(parent)
  }

  /** Ends the body with [value]; the Job completes when its children have. */
  public fun complete(value: Any?) {
    resumeWith(Result.success(value))
  }

  /** Ends the body with what it threw. */
  public fun completeExceptionally(thrown: Throwable) {
    resumeWith(Result.failure(thrown))
  }

  /**
   * Cancellation has begun. Called once at most, before any child hears of it, on the thread that
   * cancels, which may be a timer's: it may only store, unpark and interrupt.
   */
  protected abstract fun cancellationBegan(cause: Throwable)

  /**
   * The coroutine and all its children have ended; a [cause] that is no cancellation is a failure.
   * Waiters are told next. There is no such method for a value: kotlinx may show the coroutine as
   * completed before it calls.
   */
  protected abstract fun endedExceptionally(cause: Throwable)

  /**
   * The parent leaves a failure to this coroutine, as a supervisor does. Returns whether somebody
   * has been told of it. Called before the state is final.
   */
  protected open fun failedAlone(cause: Throwable): Boolean = false

  /** The state is final and the waiters have been told. */
  protected open fun terminated() {}

  /**
   * Whether a failure stays with the caller of this coroutine's block and never cancels its parent.
   */
  protected abstract val scoped: Boolean

  /** Returns what [told], which kotlinx throws, stands for. */
  protected open fun failureOf(told: Throwable): Throwable = told

  /** A Kotlin coroutine begins to wait for this one by `await`. */
  protected open fun addWaiter() {}

  /** A Kotlin coroutine has received the failure of this one by `await`. */
  protected open fun failureSeen() {}

  /** A Kotlin coroutine waits no more, and has received a failure only if that was told before. */
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
