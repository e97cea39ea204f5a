/** Locks and signals between tasks: whoever waits for one suspends, and is served in its turn. */
@NullMarked
package org.coroutines4j.sync;

import org.jspecify.annotations.NullMarked;
