/** Java code as a coroutine: its thread and dispatcher, its frames, interrupts and outcome. */
@NullMarked
package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.NullMarked;
