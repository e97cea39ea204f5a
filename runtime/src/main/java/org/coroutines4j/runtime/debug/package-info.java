/**
 * Checks of what programs do wrong: stalled loops, deadlocks, and where code called this library.
 */
@NullMarked
package org.coroutines4j.runtime.debug;

import org.jspecify.annotations.NullMarked;
