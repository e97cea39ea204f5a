/** The implementation of queues, by permits that callers wait for. */
@NullMarked
package org.coroutines4j.internal.queue;

import org.jspecify.annotations.NullMarked;
