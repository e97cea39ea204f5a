/** A body as a coroutine: its dispatcher, its interrupts, its outcome, deep trees. */
@NullMarked
package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.NullMarked;
