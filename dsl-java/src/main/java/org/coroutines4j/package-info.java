/**
 * Provides tasks, scopes, timeouts and cancellation for concurrent programs in plain Java, on top
 * of kotlinx.coroutines.
 *
 * <p>Begin with {@link org.coroutines4j.Async}, whose static methods are meant for {@code import
 * static}. A {@link org.coroutines4j.TaskScope} starts {@linkplain org.coroutines4j.Task tasks},
 * and never ends before they have ended.
 */
@NullMarked
package org.coroutines4j;

import org.jspecify.annotations.NullMarked;
