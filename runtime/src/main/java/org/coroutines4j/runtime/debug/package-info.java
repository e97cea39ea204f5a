/**
 * Checks programs for mistakes, such as stalled event loops and deadlocks, and finds the places in
 * user code that called this library.
 */
@NullMarked
package org.coroutines4j.runtime.debug;

import org.jspecify.annotations.NullMarked;
