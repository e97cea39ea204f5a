package org.coroutines4j.kotlin

import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import org.coroutines4j.Task

/**
 * Returns this task as a [Deferred], whose `await` suspends and throws the failure of the task
 * unwrapped. Use it in coroutines, where [Task.await] would block the thread.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j, or a task
 *   that stands for a Job or a block, which have no value
 */
public fun <T> Task<T>.asDeferred(): Deferred<T> = KotlinInterop.toDeferred(this)

/**
 * Returns the Job of this task.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun Task<*>.asJob(): Job = KotlinInterop.toJob(this)

/**
 * Returns this Deferred as a task, for Java code. Cancelling a wait for the task does not cancel
 * this Deferred.
 */
public fun <T> Deferred<T>.asTask(): Task<T> = KotlinInterop.fromDeferred(this)

/** Returns this Job as a task without a value, for Java code. */
public fun Job.asTask(): Task<*> = KotlinInterop.fromJob(this)
