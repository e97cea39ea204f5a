/** Channels and queues between tasks, and the choice among several waits. */
@NullMarked
package org.coroutines4j.channels;

import org.jspecify.annotations.NullMarked;
