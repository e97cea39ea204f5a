package org.coroutines4j.kotlin

import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.selects.SelectBuilder
import kotlinx.coroutines.selects.SelectClause0
import kotlinx.coroutines.selects.SelectClause1
import kotlinx.coroutines.selects.SelectClause2
import org.coroutines4j.Task
import org.coroutines4j.internal.sync.SyncAccess
import org.coroutines4j.sync.AsyncEvent

/**
 * Adds a clause that waits for [task] and gives [block] its value. If the task has failed, the
 * `select` throws its failure as it is. The failure counts as handled only if this clause is
 * selected, unlike with `onAwait` of [asDeferred]. A `select` is not a caller that waits for the
 * task: a scope that reports a failure when no caller waits, as a service does, reports it too.
 *
 * @throws IllegalArgumentException if the task is a user's own implementation, or has no value
 */
public fun <T, R> SelectBuilder<R>.onAwait(task: Task<T>, block: suspend (T) -> R) {
  val deferred = task.asDeferred()
  deferred.onJoin { block(deferred.await()) } // which does not suspend any more
}

/**
 * Clause of `select` that waits for the end of this task, however it ends.
 *
 * @throws IllegalArgumentException if the task is a user's own implementation
 */
public val Task<*>.onJoin: SelectClause0
  get() = asJob().onJoin

/**
 * Clause of `select` that receives an element. If it is selected after the channel was closed, the
 * `select` fails as Kotlin's `receive` does.
 *
 * @throws IllegalArgumentException if the channel is a user's own implementation
 */
public val <E : Any> org.coroutines4j.channels.ReceiveChannel<E>.onReceive: SelectClause1<E>
  get() = asReceiveChannel().onReceive

/**
 * Clause of `select` that receives an element, or finds the channel closed.
 *
 * @throws IllegalArgumentException if the channel is a user's own implementation
 */
public val <E : Any> org.coroutines4j.channels.ReceiveChannel<E>.onReceiveCatching:
  SelectClause1<ChannelResult<E>>
  get() = asReceiveChannel().onReceiveCatching

/**
 * Clause of `select` that sends an element. If it is selected after the channel was closed, the
 * `select` fails as Kotlin's `send` does.
 *
 * @throws IllegalArgumentException if the channel is a user's own implementation
 */
public val <E : Any> org.coroutines4j.channels.SendChannel<E>.onSend:
  SelectClause2<E, SendChannel<E>>
  get() = asSendChannel().onSend

/** Clause of `select` that waits until this event is set. */
public val AsyncEvent.onAwait: SelectClause0
  get() = SyncAccess.setOf(this).onJoin
