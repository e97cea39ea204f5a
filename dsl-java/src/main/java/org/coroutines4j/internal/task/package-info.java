/** The implementation of tasks: starting, awaiting, and delivering outcomes. */
@NullMarked
package org.coroutines4j.internal.task;

import org.jspecify.annotations.NullMarked;
