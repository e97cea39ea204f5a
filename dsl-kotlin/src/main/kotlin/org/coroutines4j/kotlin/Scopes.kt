package org.coroutines4j.kotlin

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope
import org.coroutines4j.ContextElement
import org.coroutines4j.TaskScope

/**
 * Returns this scope for Java code. Its tasks are children of this scope's Job, and their failures
 * are treated as those of its coroutines. The tasks run on threads of coroutines4j. See
 * [KotlinInterop.fromScope] for what the returned scope does not support.
 *
 * @throws IllegalArgumentException if this scope has no Job
 */
public fun CoroutineScope.asTaskScope(): TaskScope = KotlinInterop.fromScope(this)

/**
 * Returns this scope for coroutines. They are its children like its tasks, and their failures are
 * treated like those of its tasks. See [KotlinInterop.toScope] for the failures of `async`, and for
 * service scopes with a limit.
 *
 * @throws IllegalArgumentException if this is an implementation outside coroutines4j
 */
public fun TaskScope.asCoroutineScope(): CoroutineScope = KotlinInterop.toScope(this)

/**
 * Returns the elements of this context as one context element, which Java tasks inherit.
 *
 * @throws IllegalArgumentException if this context holds a Job or a dispatcher
 */
public fun CoroutineContext.asContextElement(): ContextElement = KotlinInterop.contextElement(this)
