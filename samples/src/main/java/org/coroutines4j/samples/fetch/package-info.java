/** Fetches many pages at once; what it does with them is in {@link Fetcher}, the rest tells it. */
@NullMarked
package org.coroutines4j.samples.fetch;

import org.jspecify.annotations.NullMarked;
