package org.coroutines4j.kotlin

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope
import org.coroutines4j.ContextElement
import org.coroutines4j.TaskScope

/**
 * This scope for Java code: its tasks are children of this scope's Job, and their failures are
 * treated as those of coroutines. They run on threads of coroutines4j.
 *
 * @throws IllegalArgumentException if this scope has no Job
 */
public fun CoroutineScope.asTaskScope(): TaskScope = KotlinInterop.fromScope(this)

/**
 * This scope for coroutines: they are its children as its tasks are, and their failures go the same
 * way; see [KotlinInterop.toScope] for those of `async`.
 *
 * @throws IllegalArgumentException if the scope is a user's own implementation
 */
public fun TaskScope.asCoroutineScope(): CoroutineScope = KotlinInterop.toScope(this)

/**
 * What this context holds, to follow Java tasks.
 *
 * @throws IllegalArgumentException if it holds a Job or a dispatcher
 */
public fun CoroutineContext.asContextElement(): ContextElement = KotlinInterop.contextElement(this)
