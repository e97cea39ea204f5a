/**
 * Dispatchers: sources of threads, virtual or pooled, and limits on how many tasks run
 * concurrently.
 */
@NullMarked
package org.coroutines4j.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
