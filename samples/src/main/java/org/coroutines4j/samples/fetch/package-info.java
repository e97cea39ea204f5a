/**
 * Fetches many pages concurrently, in {@link Fetcher}. The other classes are the command around it.
 */
@NullMarked
package org.coroutines4j.samples.fetch;

import org.jspecify.annotations.NullMarked;
