/** The clock that all waits are measured by. */
@NullMarked
package org.coroutines4j.runtime.time;

import org.jspecify.annotations.NullMarked;
