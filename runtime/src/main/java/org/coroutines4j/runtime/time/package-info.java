/** The clock that everything waits by. */
@NullMarked
package org.coroutines4j.runtime.time;

import org.jspecify.annotations.NullMarked;
