/** The implementation of select: its clauses, and the choice among them. */
@NullMarked
package org.coroutines4j.internal.select;

import org.jspecify.annotations.NullMarked;
