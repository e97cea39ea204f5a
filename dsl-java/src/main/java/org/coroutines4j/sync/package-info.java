/**
 * Locks and signals between tasks. Waiters are served first come, first served.
 *
 * <p>A method that waits may be called by a task, or by a plain thread, which is blocked meanwhile.
 * Threads that must not wait are the worker threads of Kotlin's {@code Dispatchers.Default}, and
 * the threads of a {@linkplain org.coroutines4j.Dispatchers#from dispatcher made from an executor}.
 * There, such a method throws an {@link java.lang.IllegalStateException}.
 */
@NullMarked
package org.coroutines4j.sync;

import org.jspecify.annotations.NullMarked;
