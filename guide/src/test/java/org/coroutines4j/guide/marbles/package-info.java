/**
 * Marble diagrams of the operators that depend on time, as their runs in virtual time give them.
 */
@NullMarked
package org.coroutines4j.guide.marbles;

import org.jspecify.annotations.NullMarked;
