/**
 * Follows growing files, as {@code tail -F | grep} does, and counts: each file is a flow, see
 * {@link Follower}; they are merged, counted and shown in {@link Watch}; the rest feeds it, checks
 * it and tells.
 */
@NullMarked
package org.coroutines4j.samples.tail;

import org.jspecify.annotations.NullMarked;
