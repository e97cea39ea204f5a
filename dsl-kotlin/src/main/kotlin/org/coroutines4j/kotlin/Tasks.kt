package org.coroutines4j.kotlin

import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import org.coroutines4j.Task

/**
 * This task as a [Deferred]: `await` suspends, and throws the failure of the task as it is. To be
 * used in coroutines, where [Task.await] would block the thread.
 *
 * @throws IllegalArgumentException if the task is a user's own implementation, or has no value
 */
public fun <T> Task<T>.asDeferred(): Deferred<T> = KotlinInterop.toDeferred(this)

/**
 * The Job of this task.
 *
 * @throws IllegalArgumentException if it is a user's own implementation
 */
public fun Task<*>.asJob(): Job = KotlinInterop.toJob(this)

/** This Deferred as a task, for Java code. Awaiting it does not cancel it. */
public fun <T> Deferred<T>.asTask(): Task<T> = KotlinInterop.fromDeferred(this)

/** This Job as a task without a value, for Java code. */
public fun Job.asTask(): Task<*> = KotlinInterop.fromJob(this)
