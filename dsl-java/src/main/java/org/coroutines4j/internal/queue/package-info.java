/** Queues over permits. */
@NullMarked
package org.coroutines4j.internal.queue;

import org.jspecify.annotations.NullMarked;
