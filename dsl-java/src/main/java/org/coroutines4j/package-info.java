/**
 * Async programs in plain Java: tasks, scopes, timeouts and cancellation on top of
 * kotlinx.coroutines.
 *
 * <p>{@link org.coroutines4j.Async} has the verbs, for {@code import static}; a {@link
 * org.coroutines4j.TaskScope} starts {@linkplain org.coroutines4j.Task tasks} and never ends before
 * them.
 */
@NullMarked
package org.coroutines4j;

import org.jspecify.annotations.NullMarked;
